package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page can still send while it is being closed: a text, which the browser declares as text/plain, and no header. */
class BeaconTest {
    private static final String DECLARED = "text/plain;charset=UTF-8";

    private final ServiceFixture service = new MemoryFixture();
    private Tenant tenant;

    @BeforeEach
    void settle() {
        tenant = Tenant.settle(service, "acme");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    POST /api/v1/session/leave     | {'sessionToken':'%s'}
                    POST /api/v1/session/leave     | %s
                    POST /api/v1/session/leave     | ` %s `
                    POST /api/v1/session/heartbeat | {'sessionToken':'%s'}
                    POST /api/v1/session/heartbeat | %s
                    """)
    void sessionTokenIsTakenFromATextThatIsDeclaredAsPlain(String route, String text) {
        String body = String.format(text, tenant.sessionToken);

        service.call(route).header("content-type", DECLARED).body(body).send(200);

        boolean left = route.endsWith("leave");
        service.call("POST /api/v1/session/heartbeat")
                .bearer(tenant.sessionToken)
                .send(left ? 401 : 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "application/x-www-form-urlencoded", "text/plainer"})
    void bareTokenIsTakenFromPlainTextOnly(String type) {
        int status = type.equals("application/json") ? 400 : 415;

        service.call("POST /api/v1/session/leave")
                .header("content-type", type)
                .body(tenant.sessionToken)
                .send(status);
        service.call("POST /api/v1/session/heartbeat")
                .bearer(tenant.sessionToken)
                .send(200);
    }

    static java.util.stream.Stream<RouteCase> otherRoutes() {
        return RouteCase.ALL.stream().filter(route -> route.who() != RouteCase.Who.PEER);
    }

    /** A page of anybody's may send a plain text anywhere without being asked (CORS); it is no call of ours. */
    @ParameterizedTest
    @MethodSource("otherRoutes")
    void noOtherRouteTakesPlainText(RouteCase route) {
        route.as(tenant).header("content-type", DECLARED).body("{}").send(415);
    }

    @Test
    void textThatIsNoTokenIsRefused() {
        ServiceFixture.Call call = service.call("POST /api/v1/session/leave").header("content-type", DECLARED);

        assertThat(call.body("hello").send(401).code()).isEqualTo("token_invalid");
        assertThat(call.body("{'sessionToken':7}").send(400).code()).isEqualTo("malformed_request");
        assertThat(call.body("{'token':'x'}").send(400).code()).isEqualTo("malformed_request");
        assertThat(call.body(" ").send(401).code()).isEqualTo("token_required");
    }
}
