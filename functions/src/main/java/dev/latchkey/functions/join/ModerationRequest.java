package dev.latchkey.functions.join;

import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.token.GrantBody;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.JoinRequestModeration;
import dev.latchkey.meeting.Moderator;
import dev.latchkey.permission.GrantRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is said with a decision on a join request, by HTTP or by a command.
 *
 * @param as what the person is let in as; empty for a denial, and for what its token or the room gives
 * @param message to the person who waits; null for none
 */
public record ModerationRequest(GrantRequest as, @Nullable String message) {
    private static final int LONGEST_MESSAGE = 500;

    /** Throws for every bad field at once. */
    public static ModerationRequest ofApproval(Body body) {
        return read(body, GrantBody.read(body));
    }

    /** Throws for every bad field at once. */
    public static ModerationRequest ofDenial(Body body) {
        return read(body, GrantRequest.NOTHING);
    }

    private static ModerationRequest read(Body body, GrantRequest as) {
        Optional<String> message = body.text("message", LONGEST_MESSAGE);
        body.finish();
        return new ModerationRequest(as, message.orElse(null));
    }

    public JoinRequest approve(JoinRequestModeration moderation, Moderator by, String requestId) {
        return message == null ? moderation.approve(by, requestId, as) : moderation.approve(by, requestId, as, message);
    }

    public JoinRequest deny(JoinRequestModeration moderation, Moderator by, String requestId) {
        return message == null ? moderation.deny(by, requestId) : moderation.deny(by, requestId, message);
    }

    /** It may carry words to somebody: it does not print. */
    @Override
    public String toString() {
        return "ModerationRequest[" + as + "]";
    }
}
