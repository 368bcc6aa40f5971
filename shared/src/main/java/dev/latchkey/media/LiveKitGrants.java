package dev.latchkey.media;

import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Right;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The table from Latchkey's permissions to LiveKit's grants. Every grant is written each time: what LiveKit is not told, it
 * allows. {@code admin} is none of them, since Latchkey acts for admins, and there is none for {@code canRecvData}.
 *
 * @param publishSources what may be published, in LiveKit's lower-case names; nothing may be when it is empty
 */
record LiveKitGrants(
        boolean canSubscribe,
        boolean canPublish,
        Set<String> publishSources,
        boolean canPublishData,
        boolean canUpdateOwnMetadata) {
    /** What it has no grant for. */
    static final List<String> NOT_ENFORCED = List.of(Right.RECV_DATA.wireName());

    LiveKitGrants {
        publishSources = Set.copyOf(publishSources);
    }

    static LiveKitGrants of(Permissions permissions) {
        Set<String> sources = new LinkedHashSet<>();
        if (permissions.has(Right.PRODUCE_CAM)) {
            sources.add("camera");
        }
        if (permissions.has(Right.PRODUCE_MIC)) {
            sources.add("microphone");
        }
        if (permissions.has(Right.PRODUCE_SCREEN)) {
            sources.add("screen_share");
            sources.add("screen_share_audio");
        }
        return new LiveKitGrants(
                permissions.has(Right.CONSUME),
                permissions.canProduce(),
                sources,
                permissions.has(Right.SEND_DATA),
                permissions.has(Right.UPDATE_METADATA));
    }

    /** As a token says it. No list of sources means all of them, so there is one wherever something may be published. */
    Map<String, Object> inToken(String room) {
        Map<String, Object> video = new LinkedHashMap<>();
        video.put("room", room);
        video.put("roomJoin", true);
        video.put("roomAdmin", false);
        video.put("roomCreate", false);
        video.put("roomList", false);
        video.put("roomRecord", false);
        video.put("ingressAdmin", false);
        video.put("canSubscribe", canSubscribe);
        video.put("canPublish", canPublish);
        video.put("canPublishSources", sorted());
        video.put("canPublishData", canPublishData);
        video.put("canUpdateOwnMetadata", canUpdateOwnMetadata);
        video.put("canSubscribeMetrics", false);
        video.put("canManageAgentSession", false);
        video.put("hidden", false);
        video.put("recorder", false);
        video.put("agent", false);
        return video;
    }

    /** As UpdateParticipant takes it, which replaces all. */
    Map<String, Object> inPermission() {
        Map<String, Object> permission = new LinkedHashMap<>();
        permission.put("can_subscribe", canSubscribe);
        permission.put("can_publish", canPublish);
        permission.put(
                "can_publish_sources",
                sorted().stream().map(source -> source.toUpperCase(Locale.ROOT)).toList());
        permission.put("can_publish_data", canPublishData);
        permission.put("can_update_metadata", canUpdateOwnMetadata);
        permission.put("can_subscribe_metrics", false);
        permission.put("can_manage_agent_session", false);
        permission.put("hidden", false);
        return permission;
    }

    /** Reads what LiveKit says of a participant: protobuf's JSON, which leaves out what is false, in either spelling of names. */
    static LiveKitGrants read(Map<?, ?> permission) {
        Set<String> sources = new LinkedHashSet<>();
        if (member(permission, "can_publish_sources") instanceof List<?> listed) {
            listed.forEach(source -> sources.add(String.valueOf(source).toLowerCase(Locale.ROOT)));
        }
        return new LiveKitGrants(
                isTrue(permission, "can_subscribe"),
                isTrue(permission, "can_publish"),
                sources,
                isTrue(permission, "can_publish_data"),
                isTrue(permission, "can_update_metadata"));
    }

    /** What is granted, one word for each grant. */
    List<String> names() {
        List<String> names = new ArrayList<>(sorted());
        if (canSubscribe) {
            names.add("subscribe");
        }
        if (canPublish) {
            names.add(publishSources.isEmpty() ? "publish everything" : "publish");
        }
        if (canPublishData) {
            names.add("publish data");
        }
        if (canUpdateOwnMetadata) {
            names.add("update own metadata");
        }
        return names;
    }

    private static boolean isTrue(Map<?, ?> permission, String name) {
        return Boolean.TRUE.equals(member(permission, name));
    }

    private static Object member(Map<?, ?> permission, String name) {
        Object value = LiveKitJson.member(permission, name);
        return value == null ? "" : value;
    }

    private List<String> sorted() {
        return publishSources.stream().sorted().toList();
    }
}
