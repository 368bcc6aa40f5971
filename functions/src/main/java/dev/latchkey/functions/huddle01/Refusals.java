package dev.latchkey.functions.huddle01;

import dev.latchkey.functions.http.Problems;
import dev.latchkey.functions.http.Response;
import dev.latchkey.json.Json;
import dev.latchkey.problem.FieldError;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refusals as Huddle01's clients read them: a problem as on every other route, with Huddle01's members beside it. Its SDK makes
 * errors of 401 and 404 only and takes the body of anything else for a token, so what is forbidden is a 401 here.
 */
final class Refusals {
    private static final int UNAUTHORIZED = 401;

    private Refusals() {}

    static Response of(RefusedException refused, String requestId) {
        Reason reason = refused.reason();
        return of(refused, reason == Reason.FORBIDDEN ? UNAUTHORIZED : Problems.status(reason), requestId);
    }

    static Response of(RefusedException refused, int status, String requestId) {
        Response problem = Problems.response(refused, status, requestId);
        Map<String, Object> json = Json.readObject(problem.body());
        json.put("ok", false);
        switch (refused.reason()) {
            case UNAUTHENTICATED -> json.put("message", "Incorrect or no API key provided");
            case ROOM_NOT_FOUND -> json.put("message", "Room Not Found");
            default -> {
                // The detail is the message.
            }
        }
        if (status == UNAUTHORIZED) {
            json.put("validated", false);
        }
        if (!refused.errors().isEmpty()) {
            List<Map<String, Object>> issues =
                    refused.errors().stream().map(Refusals::issue).toList();
            json.put("error", Map.of("issues", issues));
        }
        return new Response(status, problem.headers(), Json.write(json));
    }

    /** As the library writes it that Huddle01 checks bodies with, which is zod. */
    private static Map<String, Object> issue(FieldError error) {
        Map<String, Object> issue = new LinkedHashMap<>();
        issue.put("code", "custom");
        issue.put("path", List.of(error.field().split("\\.", -1)));
        issue.put("message", error.message());
        return issue;
    }
}
