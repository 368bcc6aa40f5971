package dev.latchkey.functions.token;

import dev.latchkey.access.TokenCheck;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Problems;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /api/v1/token/validate}: the decoded payload of a token that is good, or why it is not. A bad token is always
 * a 401 with Metered's message; the code tells the reasons apart.
 */
public final class ValidateTokenHandler implements HttpHandler {

    private static final int UNAUTHORIZED = 401;

    private final TokenCheck check;

    public ValidateTokenHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ValidateTokenHandler(Platform platform) {
        this.check = new Services(platform).tokenCheck();
    }

    @Override
    public Response answer(Request request) {
        String token = presented(request);
        try {
            return Response.ok(check.check(token).toPayload());
        } catch (RefusedException e) {
            if (e.reason() == Reason.UNAVAILABLE) {
                throw e;
            }
            return Problems.response(
                    e.reason(), UNAUTHORIZED, "auth token is invalid: " + e.detail(), List.of(), request.id());
        }
    }

    private static String presented(Request request) {
        Body body = request.body();
        Optional<String> token = body.freeText("token", Integer.MAX_VALUE);
        if (!body.has("token")) {
            body.refuse("token", "is needed");
        }
        body.finish();
        return token.orElseThrow();
    }
}
