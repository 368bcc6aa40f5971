package dev.latchkey.functions.operator;

import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.body.Body;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.Optional;

/** The fields that several of the operator's actions read alike. */
final class Fields {
    private static final int LONGEST_LABEL = 100;

    private Fields() {}

    /** The app that the action is about. Throws at once: without an app there is nothing to judge the rest by. */
    static AppName app(Body body) {
        Optional<AppName> name = body.parsed("app", AppName::parse, AppName.EXPECTED);
        return name.orElseThrow(
                () -> RefusedException.malformed("app", body.has("app") ? AppName.EXPECTED : "is needed"));
    }

    static App require(ApiKeyStore store, AppName name) {
        return store.findApp(name)
                .orElseThrow(() -> new RefusedException(Reason.APP_NOT_FOUND, "there is no app of that name"));
    }

    static Optional<String> label(Body body) {
        return body.text("label", LONGEST_LABEL);
    }
}
