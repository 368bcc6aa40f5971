package dev.latchkey.access;

import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.permission.Role;
import dev.latchkey.problem.Reason;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.text.Sha256;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.TokenScope;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One decision on access: who by id, what, how it ended, by which rule. It holds ids and never a token, a key, a name or an
 * address, so that it may be kept for long and read by many.
 */
public final class AuditEvent {
    /** Of the digest of a user: enough to tell users apart. */
    private static final int USER_DIGITS = 16;

    private final Map<String, String> members;
    private final Map<Measure, Duration> measures;

    private AuditEvent(Map<String, String> members, Map<Measure, Duration> measures) {
        this.members = members;
        this.measures = measures;
    }

    public static AuditEvent about(What what) {
        return new AuditEvent(Map.of(), Map.of()).with("what", what.wireName());
    }

    public AuditEvent app(AppName app) {
        return with("app", app.value());
    }

    /** A room that there is: the name of one that there is not may be anything that a caller put in its place. */
    public AuditEvent room(AppName app, RoomName room) {
        return app(app).with("roomName", room.value());
    }

    public AuditEvent room(Room room) {
        return room(room.app(), room.name()).with("roomId", room.id());
    }

    /** The token in question, with the app and the room that it is for. */
    public AuditEvent token(AccessClaims token) {
        AuditEvent named = app(token.app()).jti(token.jti()).user(token.app(), token.subject());
        return token.scope() instanceof TokenScope.OneRoom one
                ? named.with("roomName", one.name().value()).with("roomId", one.roomId())
                : named;
    }

    public AuditEvent jti(String jti) {
        return withId("jti", jti);
    }

    public AuditEvent joinRequest(String id) {
        return withId("joinRequestId", id);
    }

    public AuditEvent peer(String id) {
        return withId("peerId", id);
    }

    public AuditEvent key(String id) {
        return withId("keyId", id);
    }

    public AuditEvent dashboardSession(String id) {
        return withId("dashboardSessionId", id);
    }

    /** What is no id of ours is not written down: it is whatever a caller put in its place. */
    private AuditEvent withId(String name, String id) {
        return Ids.isUlid(id) ? with(name, id) : this;
    }

    /**
     * The user in question. An app's own id of a user is often an e-mail address or a name, so only the start of a digest is
     * kept: whoever knows the id finds the user's lines, and nobody reads the id out of them at a glance.
     */
    public AuditEvent user(AppName app, String subject) {
        return subject.isEmpty()
                ? this
                : with("user", Sha256.hex(app + "\n" + subject).substring(0, USER_DIGITS));
    }

    /** @param id such as {@code key:01H...} or {@code peer:01H...} */
    public AuditEvent by(String id) {
        return with("by", id);
    }

    /** A custom role is a text of the app's, of which nobody knows what it says. */
    public AuditEvent role(Role role) {
        return with("role", Role.PREDEFINED.contains(role) ? role.name() : "custom");
    }

    public AuditEvent granted() {
        return outcome("granted");
    }

    public AuditEvent refused(Reason rule) {
        return outcome("refused").rule(rule.code());
    }

    public AuditEvent outcome(String outcome) {
        return with("outcome", outcome);
    }

    /** Why it was decided so. */
    public AuditEvent rule(String rule) {
        return with("rule", rule);
    }

    private AuditEvent with(String name, String value) {
        if (value.isEmpty()) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new AuditEvent(more, measures);
    }

    /** How long something took that the decision ended; none when clocks disagree about which came first. */
    public AuditEvent took(Measure measure, Duration duration) {
        Map<Measure, Duration> more = new EnumMap<>(Measure.class);
        more.putAll(measures);
        more.put(measure, duration.isNegative() ? Duration.ZERO : duration);
        return new AuditEvent(members, more);
    }

    /** By field name, in the order in which they were named. */
    public Map<String, String> members() {
        return new LinkedHashMap<>(members);
    }

    /** What was measured, if anything was. */
    public Map<Measure, Duration> measures() {
        return Map.copyOf(measures);
    }

    @Override
    public String toString() {
        return "Decision" + members;
    }

    /** What a decision may have taken. */
    public enum Measure {
        /** From a join request to its end. */
        WAITED,
        /** From the instant at which somebody's time was up until that was written down. */
        LATE
    }

    /** What is decided on. */
    public enum What {
        /** Somebody at a door. */
        ENTRY,
        /** Whether a token is good. */
        VALIDATION,
        /** An admin lets somebody in. */
        APPROVAL,
        /** An admin turns somebody away. */
        DENIAL,
        /** A peer's role or permissions. */
        ROLE_CHANGE,
        EJECTION,
        BAN,
        UNBAN,
        /** One token, or all that were issued before some time. */
        REVOCATION,
        /** What the holder of a session token may do. */
        SESSION,
        /** What an app's server may do with its API key. */
        API_KEY_USE,
        /** Signing in to the dashboard, coming with its session, and signing out. */
        DASHBOARD_SESSION,
        /** What an app's server asked for by message. */
        COMMAND,
        /** What the operator or an app's server did to the app's settings or to its API keys. */
        OPERATION;

        String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
