package dev.latchkey.functions.settings;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.app.AppName;

/**
 * Writes down what was done to whose settings and keys.
 *
 * @param by who did it; of an operator, CloudTrail knows who that was
 */
public record OperationLog(AuditLog auditLog, String by) {
    public void done(String action, AppName app) {
        auditLog.record(about(action, app));
    }

    public void done(String action, AppName app, String keyId) {
        auditLog.record(about(action, app).key(keyId));
    }

    private AuditEvent about(String action, AppName app) {
        return AuditEvent.about(AuditEvent.What.OPERATION)
                .app(app)
                .by(by)
                .granted()
                .rule(action);
    }
}
