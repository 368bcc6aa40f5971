package dev.latchkey.functions.apps;

import dev.latchkey.access.Decision;
import dev.latchkey.access.DecisionLog;
import dev.latchkey.app.AppName;

/** Writes down what the operator did to whose settings and keys. Who the operator was, CloudTrail knows. */
record OperationLog(DecisionLog decisions) {
    void done(String action, AppName app) {
        decisions.record(about(action, app));
    }

    void done(String action, AppName app, String keyId) {
        decisions.record(about(action, app).key(keyId));
    }

    private static Decision about(String action, AppName app) {
        return Decision.about(Decision.What.OPERATION)
                .app(app)
                .by("operator")
                .granted()
                .rule(action);
    }
}
