package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.AppName;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever somebody does with an API key and with all the keys that come of it: it gets him nothing that he did not have. */
class ApiKeyEscalationTest {
    private static final int WORLDS = 60;
    private static final int STEPS = 40;
    private static final AppName APP = new AppName("dev");
    private static final Instant NOW = ScenarioFixture.NOON;
    private static final List<Instant> MOMENTS = List.of(
            NOW.plusSeconds(1), NOW.plusSeconds(3599), NOW.plusSeconds(86_399), NOW.plusSeconds(9_999_999_999L));
    private static final List<Resource> THINGS =
            List.of(Resource.APP, Resource.room(new RoomName("monday")), Resource.room(new RoomName("tuesday")));

    private final Map<Integer, Integer> answers = new HashMap<>();

    @Test
    void nobodyHelpsHimselfToMoreThanHeWasGivenNorLocksTheAppOut() {
        for (int world = 0; world < WORLDS; world++) {
            new World(world).run();
        }
        assertThat(answers.get(200)).as("%s", answers).isGreaterThan(WORLDS);
        assertThat(answers.get(201)).as("%s", answers).isGreaterThan(WORLDS);
        assertThat(answers.get(403)).as("%s", answers).isGreaterThan(WORLDS);
        assertThat(answers.keySet()).containsOnly(200, 201, 400, 401, 403);
    }

    /** One app with some keys, of which somebody has one. */
    private final class World {
        private final MemoryFixture service = new MemoryFixture();
        private final Random random;
        private final List<String> his = new ArrayList<>();

        /** Of all keys that there were, in the order in which they came: another each time is their order by id. */
        private final List<String> ids = new ArrayList<>();

        private final ApiKey given;

        World(int seed) {
            random = new Random(seed);
            service.app("dev");
            ids.addAll(keys().keySet());
            for (int i = 0; i < 3; i++) {
                ids.add(service.operator(limits("'action':'create-key','app':'dev',"))
                        .text("keyId"));
            }
            Answer start = service.operator(
                    "{'action':'create-key','app':'dev','scopes':['settings'" + moreScopes() + "]" + end() + "}");
            his.add(start.text("apiKey"));
            given = service.stores().apps().findById(APP, start.text("keyId")).orElseThrow();
            ids.add(given.id());
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                Map<String, ApiKey> before = keys();
                Answer answer = step();
                answers.merge(answer.status(), 1, Integer::sum);
                if (answer.status() == 201) {
                    his.add(answer.text("apiKey"));
                }
                Map<String, ApiKey> after = keys();
                after.keySet().stream().filter(id -> !ids.contains(id)).forEach(ids::add);
                for (Map<String, ApiKey> keys : List.of(before, after)) {
                    keys.forEach((id, key) -> {
                        if (!limitsOf(before.get(id)).equals(limitsOf(after.get(id)))) {
                            assertWithinWhatWasGiven(key);
                        }
                    });
                }
                assertThat(after.values()).anyMatch(key -> mayDo(key, Scope.SETTINGS, true, Resource.APP, NOW));
            }
        }

        private Answer step() {
            String one = pick(ids.stream().filter(keys()::containsKey).toList());
            ServiceFixture.Call call = switch (random.nextInt(4)) {
                case 0 -> service.call("POST /api/v1/api-keys").body(limits(""));
                case 1 ->
                    service.call("PATCH /api/v1/api-keys/{keyId}")
                            .path("keyId", one)
                            .body(limits(""));
                case 2 ->
                    service.call("POST /api/v1/api-keys/{keyId}/rotate")
                            .path("keyId", one)
                            .body("{'overlapSec':" + pick(List.of("0", "60", "7776000")) + "}");
                default -> service.call("DELETE /api/v1/api-keys/{keyId}").path("keyId", one);
            };
            return call.key(pick(his)).send();
        }

        private void assertWithinWhatWasGiven(ApiKey key) {
            for (Scope scope : EnumSet.complementOf(EnumSet.of(Scope.READ_ONLY))) {
                for (boolean writes : new boolean[] {false, true}) {
                    for (Resource thing : THINGS) {
                        for (Instant moment : MOMENTS) {
                            assertThat(!mayDo(key, scope, writes, thing, moment)
                                            || mayDo(given, scope, writes, thing, moment))
                                    .as("%s at %s, writing %s", scope, moment, writes)
                                    .isTrue();
                        }
                    }
                }
            }
        }

        private Map<String, ApiKey> keys() {
            Map<String, ApiKey> keys = new HashMap<>();
            service.stores().apps().list(APP).forEach(key -> keys.put(key.id(), key));
            return keys;
        }

        private String limits(String first) {
            String scopes = pick(List.of("'settings'", "'rooms'", "'people','read-only'", "'settings','read-only'"));
            return "{" + first + "'scopes':[" + scopes + moreScopes() + "]" + end() + room() + "}";
        }

        private String moreScopes() {
            return pick(List.of("", "", ",'rooms'", ",'tokens'", ",'people','webhooks'"));
        }

        private String end() {
            return pick(List.of("", ",'expireUnixSec':0", end(3600), end(86_400)));
        }

        private static String end(long seconds) {
            return ",'expireUnixSec':" + (NOW.getEpochSecond() + seconds);
        }

        private String room() {
            return pick(List.of("", "", "", ",'room':'monday'", ",'room':''"));
        }

        private String pick(List<String> among) {
            return among.get(random.nextInt(among.size()));
        }
    }

    /** All that a change would change. */
    private static List<?> limitsOf(@Nullable ApiKey key) {
        return key == null ? List.of() : List.of(key.label(), key.scopes(), key.room(), key.expires());
    }

    private static boolean mayDo(ApiKey key, Scope scope, boolean writes, Resource thing, Instant moment) {
        return !key.isExpiredAt(moment) && key.refusal(scope, writes, thing).isEmpty();
    }
}
