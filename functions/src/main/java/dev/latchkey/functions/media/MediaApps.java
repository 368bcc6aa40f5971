package dev.latchkey.functions.media;

import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;

/** Finds the app with a media server that the address of a request names. */
record MediaApps(ApiKeyStore apps) {
    App require(Request request) {
        App found = AppName.parse(request.path("appName"))
                .flatMap(apps::findApp)
                .filter(app -> app.media() != null)
                .orElseThrow(() ->
                        new RefusedException(Reason.APP_NOT_FOUND, "there is no app of that name with a media server"));
        Invocation.current().about(found.name().value());
        return found;
    }
}
