package dev.latchkey.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import dev.latchkey.problem.FieldErrors;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemsTest {
    private static final String TABLE = """
            MALFORMED_REQUEST      | 400
            UNAUTHENTICATED        | 401
            DASHBOARD_SESSION_OVER | 401
            TOKEN_REQUIRED         | 401
            TOKEN_INVALID          | 401
            TOKEN_EXPIRED          | 401
            TOKEN_NOT_YET_VALID    | 401
            TOKEN_REVOKED          | 401
            FORBIDDEN              | 403
            TOKEN_FOR_ANOTHER_ROOM | 403
            ROOM_NOT_OPEN          | 403
            BANNED                 | 403
            WAITING                | 403
            ROLE_CHANGE_NOT_ALLOWED| 403
            ROOM_NOT_FOUND         | 404
            JOIN_REQUEST_NOT_FOUND | 404
            PEER_NOT_FOUND         | 404
            SESSION_NOT_FOUND      | 404
            WEBHOOK_NOT_FOUND      | 404
            DASHBOARD_SESSION_NOT_FOUND | 404
            APP_NOT_FOUND          | 404
            KEY_NOT_FOUND          | 404
            ROUTE_NOT_FOUND        | 404
            ROOM_EXISTS            | 409
            ROOM_FULL              | 409
            ALREADY_INSIDE         | 409
            TOKEN_IN_USE           | 409
            ALREADY_DECIDED        | 409
            IDEMPOTENCY_CONFLICT   | 409
            APP_EXISTS             | 409
            ROOM_EXPIRED           | 410
            JOIN_REQUEST_EXPIRED   | 410
            PAYLOAD_TOO_LARGE      | 413
            UNSUPPORTED_MEDIA_TYPE | 415
            RATE_LIMITED           | 429
            HEADERS_TOO_LARGE      | 431
            INTERNAL               | 500
            UNAVAILABLE            | 503
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void reasonHasItsStatus(Reason reason, int status) {
        assertThat(Problems.status(reason)).isEqualTo(status);
        assertThat(reason.isFault()).isEqualTo(status >= 500);
    }

    @Test
    void everyReasonIsInTheTable() {
        assertThat(TABLE.lines().map(line -> line.split("\\|")[0].trim()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::name).toList());
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonIsAProblemWithATitleOfItsOwn(Reason reason) {
        Response response = Problems.response(new RefusedException(reason, "why"), "req-1");
        Map<String, Object> problem = Json.readObject(response.body());

        assertThat(problem.keySet())
                .containsExactly("type", "title", "status", "detail", "instance", "code", "success", "message");
        assertThat(problem)
                .containsEntry("status", (long) response.status())
                .containsEntry("code", reason.code())
                .containsEntry("type", "/problems/" + reason.code().replace('_', '-'))
                .containsEntry("detail", "why")
                .containsEntry("message", "why")
                .containsEntry("success", false);
        assertThat(String.valueOf(problem.get("title")))
                .matches("[A-Z].*[a-zA-Z]")
                .isNotEqualTo("why");
    }

    @Test
    void noTwoReasonsShareATitle() {
        assertThat(Arrays.stream(Reason.values())
                        .map(reason -> Json.readObject(Problems.response(new RefusedException(reason, "why"), "req-1")
                                        .body())
                                .get("title")))
                .doesNotHaveDuplicates();
    }

    @Test
    void refusalIsPinned() {
        Response response =
                Problems.response(new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room"), "req-1");

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.headers())
                .isEqualTo(Map.of("content-type", "application/problem+json", "cache-control", "no-store"));
        assertThat(response.body())
                .isEqualTo("{\"type\":\"/problems/room-not-found\",\"title\":\"There is no such room\",\"status\":404,"
                        + "\"detail\":\"there is no such room\",\"instance\":\"/requests/req-1\","
                        + "\"code\":\"room_not_found\",\"success\":false,\"message\":\"there is no such room\"}");
    }

    @Test
    void badInputIsPinned() {
        FieldErrors errors = new FieldErrors();
        errors.add("name", "must be a text");
        errors.add("permissions.canFly", "is \"new\"");
        RefusedException refused = errors.toException();

        assertThat(Problems.response(refused, "req-1").body())
                .isEqualTo("{\"type\":\"/problems/malformed-request\",\"title\":\"The request is not well formed\","
                        + "\"status\":400,\"detail\":\"name must be a text; permissions.canFly is \\\"new\\\"\","
                        + "\"instance\":\"/requests/req-1\",\"code\":\"malformed_request\",\"success\":false,"
                        + "\"message\":\"name must be a text; permissions.canFly is \\\"new\\\"\","
                        + "\"errors\":[{\"field\":\"name\",\"message\":\"must be a text\"},"
                        + "{\"field\":\"permissions.canFly\",\"message\":\"is \\\"new\\\"\"}]}");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void headersSayWhenToComeAgainAndHowToProveOneself(Reason reason) {
        Map<String, String> headers =
                Problems.response(new RefusedException(reason, "why"), "req-1").headers();

        assertThat(headers.containsKey("retry-after"))
                .isEqualTo(Set.of(Reason.UNAVAILABLE, Reason.RATE_LIMITED, Reason.ROOM_NOT_OPEN)
                        .contains(reason));
        assertThat(headers.containsKey("www-authenticate")).isEqualTo(reason == Reason.UNAUTHENTICATED);
        assertThat(headers).containsEntry("cache-control", "no-store");
    }

    @Test
    void oneCallMayAnswerUnderAnotherStatus() {
        Response response = Problems.response(Reason.TOKEN_FOR_ANOTHER_ROOM, 401, "why", List.of(), "req-1");

        assertThat(response.status()).isEqualTo(401);
        assertThat(Json.readObject(response.body()))
                .containsEntry("status", 401L)
                .containsEntry("code", "token_for_another_room");
    }
}
