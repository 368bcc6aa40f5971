package dev.latchkey.functions.operator;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.app.AppName;

/** Writes down what the operator did to whose settings and keys. Who the operator was, CloudTrail knows. */
record OperationLog(AuditLog auditLog) {
    void done(String action, AppName app) {
        auditLog.record(about(action, app));
    }

    void done(String action, AppName app, String keyId) {
        auditLog.record(about(action, app).key(keyId));
    }

    private static AuditEvent about(String action, AppName app) {
        return AuditEvent.about(AuditEvent.What.OPERATION)
                .app(app)
                .by("operator")
                .granted()
                .rule(action);
    }
}
