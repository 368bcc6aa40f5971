package dev.latchkey.functions.people;

import dev.latchkey.aws.DynamoDbMeetingStore;
import dev.latchkey.aws.Table;
import dev.latchkey.claims.SessionTokens;
import dev.latchkey.functions.http.Body;
import dev.latchkey.functions.http.Callers;
import dev.latchkey.functions.http.HttpFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.meeting.Floor;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.Optional;

/** A function that a peer calls about itself, with its session token. */
abstract class SessionFunction extends HttpFunction {
    protected final Floor floor;

    protected SessionFunction(Platform platform) {
        this.floor = new Floor(
                new DynamoDbMeetingStore(new Table(platform.dynamoDb(), platform.table()), platform.decisions()),
                new SessionTokens(platform.signingKeys()),
                platform.clock(),
                platform.decisions());
    }

    /**
     * The session token in {@code Authorization: Bearer}, or in the body's {@code sessionToken}, since a page that is being
     * closed can send a beacon but no headers.
     */
    protected static String sessionToken(Request request) {
        Body body = Body.of(request);
        Optional<String> inBody = body.freeText("sessionToken", Integer.MAX_VALUE);
        body.finish();
        return Callers.bearer(request)
                .or(() -> inBody)
                .orElseThrow(() -> new RefusedException(
                        Reason.TOKEN_REQUIRED, "a session token is needed: send it as Authorization: Bearer"));
    }
}
