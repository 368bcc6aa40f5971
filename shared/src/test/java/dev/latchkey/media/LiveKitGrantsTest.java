package dev.latchkey.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Right;
import dev.latchkey.permission.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LiveKitGrantsTest {
    private static final Permissions ALL = Role.HOST.row().orElseThrow();

    /** 6 roles by what LiveKit has for Latchkey's permissions: canConsume, canProduce, cam, mic, screen, canSendData, canUpdateMetadata. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # role    | subscribe | publish | sources                                           | data  | metadata
            host      | true      | true    | camera microphone screen_share screen_share_audio | true  | true
            coHost    | true      | true    | camera microphone screen_share screen_share_audio | true  | true
            guest     | true      | true    | camera microphone screen_share screen_share_audio | true  | true
            speaker   | true      | true    | microphone                                        | true  | true
            listener  | true      | false   | ''                                                | true  | true
            bot       | true      | false   | ''                                                | false | false
            """)
    void roleHasTheseGrants(
            String role, boolean subscribe, boolean publish, String sources, boolean data, boolean metadata) {
        Map<String, Object> video =
                LiveKitGrants.of(new Role(role).row().orElseThrow()).inToken("room");
        assertThat(video)
                .containsEntry("canSubscribe", subscribe)
                .containsEntry("canPublish", publish)
                .containsEntry("canPublishSources", sources.isEmpty() ? List.of() : List.of(sources.split(" ")))
                .containsEntry("canPublishData", data)
                .containsEntry("canUpdateOwnMetadata", metadata);
    }

    @ParameterizedTest
    @EnumSource(Right.class)
    void rightIsWhatOneGrantSays(Right right) {
        Set<String> of =
                Set.copyOf(LiveKitGrants.of(Permissions.NONE.with(right, true)).names());
        Set<String> expected = switch (right) {
            case ADMIN, RECV_DATA -> Set.of();
            case CONSUME -> Set.of("subscribe");
            case PRODUCE_CAM -> Set.of("publish", "camera");
            case PRODUCE_MIC -> Set.of("publish", "microphone");
            case PRODUCE_SCREEN -> Set.of("publish", "screen_share", "screen_share_audio");
            case SEND_DATA -> Set.of("publish data");
            case UPDATE_METADATA -> Set.of("update own metadata");
        };
        assertThat(of).isEqualTo(expected);
    }

    /** What LiveKit is not told, it allows. */
    @Test
    void everyGrantIsSaidWhoeverItIs() {
        Map<String, Object> nothing = LiveKitGrants.of(Permissions.NONE).inToken("room");
        assertThat(nothing.keySet())
                .isEqualTo(LiveKitGrants.of(ALL).inToken("room").keySet());
        nothing.remove("room");
        nothing.remove("roomJoin");
        nothing.remove("canPublishSources");
        assertThat(nothing.values()).containsOnly(false);
    }

    /** Its holder could put others out past Latchkey. */
    @Test
    void nobodyIsAdminOfARoomInLiveKit() {
        assertThat(LiveKitGrants.of(ALL).inToken("room"))
                .containsEntry("roomAdmin", false)
                .containsEntry("roomCreate", false)
                .containsEntry("roomList", false)
                .containsEntry("roomRecord", false)
                .containsEntry("ingressAdmin", false)
                .containsEntry("hidden", false)
                .containsEntry("recorder", false)
                .containsEntry("agent", false)
                .containsEntry("canManageAgentSession", false);
    }

    /** An empty list would mean every source. */
    @Test
    void whoMayPublishNothingMayNotPublish() {
        Map<String, Object> permission = LiveKitGrants.of(ALL.with(Right.PRODUCE_CAM, false)
                        .with(Right.PRODUCE_MIC, false)
                        .with(Right.PRODUCE_SCREEN, false))
                .inPermission();
        assertThat(permission).containsEntry("can_publish", false).containsEntry("can_publish_sources", List.of());
    }

    @Test
    void whatLiveKitSaysIsReadInBothSpellings() {
        Map<String, Object> snake = Map.of(
                "can_subscribe", true, "can_publish", true, "can_publish_sources", List.of("CAMERA"), "hidden", false);
        Map<String, Object> camel =
                Map.of("canSubscribe", true, "canPublish", true, "canPublishSources", List.of("CAMERA"));
        LiveKitGrants expected = new LiveKitGrants(true, true, Set.of("camera"), false, false);
        assertThat(LiveKitGrants.read(snake)).isEqualTo(expected);
        assertThat(LiveKitGrants.read(camel)).isEqualTo(expected);
    }

    @Test
    void whoMayPublishWithoutAListMayMoreThanAnyOfOurs() {
        List<String> everything =
                LiveKitGrants.read(Map.of("can_publish", true)).names();
        assertThat(everything).isNotEqualTo(LiveKitGrants.of(ALL).names()).contains("publish everything");
    }
}
