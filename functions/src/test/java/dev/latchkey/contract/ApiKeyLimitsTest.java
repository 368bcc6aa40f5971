package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.Scope;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A limited API key reaches what it is for, on every route that takes a key, and nothing else. */
class ApiKeyLimitsTest {
    private final ServiceFixture service = new MemoryFixture();
    private final Tenant tenant = Tenant.settle(service, "dev");

    static Stream<RouteCase> routes() {
        return RouteCase.ALL.stream().filter(route -> route.needs().isPresent());
    }

    static Stream<RouteCase> roomRoutes() {
        return routes().filter(RouteCase::ofRoom);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void keyNeedsTheScopeOfTheRoute(RouteCase route) {
        Scope needed = route.needs().orElseThrow();
        for (Scope scope : ApiKey.EVERYTHING) {
            Answer answer = route.at(tenant)
                    .key(key("'scopes':['" + scope.wireName() + "']"))
                    .send();
            if (scope == needed) {
                assertThat(answer.status()).isNotIn(401, 403);
            } else {
                assertThat(answer.code()).as(scope.wireName()).isEqualTo("forbidden");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void readOnlyKeyLooksAndChangesNothing(RouteCase route) {
        Answer answer = route.at(tenant)
                .key(key("'scopes':['rooms','tokens','people','webhooks','settings','read-only']"))
                .send();
        if (route.writes()) {
            assertThat(answer.code()).isEqualTo("forbidden");
        } else {
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("roomRoutes")
    void keyOfOneRoomReachesThatRoomAndNoOther(RouteCase route) {
        tenant.createRoom("other", "");
        assertThat(route.at(tenant)
                        .key(key("'room':'" + tenant.room + "'"))
                        .send()
                        .status())
                .isNotIn(401, 403);
        String elsewhere = key("'room':'other'");
        assertThat(route.at(tenant).key(elsewhere).send().code()).isEqualTo("forbidden");
        // A room that is not there is answered alike, or the key could find out which there are.
        assertThat(route.at(Tenant.ghost(service, "dev-2"))
                        .key(elsewhere)
                        .send()
                        .code())
                .isEqualTo("forbidden");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void keyOfOneRoomReachesNothingOfTheWholeApp(RouteCase route) {
        if (!route.ofRoom()) {
            assertThat(route.at(tenant)
                            .key(key("'room':'" + tenant.room + "'"))
                            .send()
                            .code())
                    .isEqualTo("forbidden");
        }
    }

    @org.junit.jupiter.api.Test
    void keyOfOneRoomMakesNoTokenForEveryRoomAndRevokesNoneOfOthers() {
        tenant.createRoom("other", "");
        String key = key("'room':'" + tenant.room + "'");
        for (String body : new String[] {"{}", "{'globalToken':true}", "{'roomName':'other'}"}) {
            assertThat(service.call("POST /api/v1/token")
                            .key(key)
                            .body(body)
                            .send()
                            .code())
                    .as(body)
                    .isEqualTo("forbidden");
        }
        assertThat(service.call("POST /api/v1/room").key(key).body("{}").send().code())
                .isEqualTo("forbidden");
        String others = tenant.token("'roomName':'other'");
        String global = tenant.token("'globalToken':true");
        for (String token : new String[] {others, global, "nonsense"}) {
            assertThat(revoke(key, token).code()).isEqualTo("forbidden");
        }
        assertThat(revoke(key, tenant.token("'roomName':'" + tenant.room + "'")).status())
                .isEqualTo(200);
        for (String body : new String[] {"{'jti':'01M81J18G0GW6N6G0YYHA57B2T'}", "{'issuedBeforeUnixSec':1}"}) {
            assertThat(service.call("POST /api/v1/token/revoke")
                            .key(key)
                            .body(body)
                            .send()
                            .code())
                    .as(body)
                    .isEqualTo("forbidden");
        }
    }

    private Answer revoke(String key, String token) {
        return service.call("POST /api/v1/token/revoke")
                .key(key)
                .body("{'token':'" + token + "'}")
                .send();
    }

    private String key(String limit) {
        return service.operator("{'action':'create-key','app':'dev'," + limit + "}")
                .text("apiKey");
    }
}
