package dev.latchkey.functions.huddle01;

import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.token.GrantBody;
import dev.latchkey.json.JsonText;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.GrantRequest;
import dev.latchkey.permission.PermissionOverlay;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Right;
import dev.latchkey.permission.Role;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code create-peer-token} asks for.
 *
 * @param ttl for how long the token is valid
 * @param maxPeers how many may be inside with it at a time; 0 when not said
 */
record PeerTokenBody(Person person, Grant grant, Duration ttl, int maxPeers) {
    /** What Huddle01's SDK says it is, and never sends. */
    static final Duration USUAL_TTL = Duration.ofHours(4);

    private static final Duration LONGEST_TTL = Duration.ofDays(366);

    private static final List<String> ROOM_TYPES = List.of("AUDIO", "VIDEO");

    PeerTokenBody {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(grant, "grant");
        Objects.requireNonNull(ttl, "ttl");
    }

    /** The room that it is for, as it was named, before anything is judged; empty when it is no text. */
    static Optional<String> roomId(Body body) {
        return body.members().get("roomId") instanceof String name && !name.isEmpty()
                ? Optional.of(name)
                : Optional.empty();
    }

    /** Throws for every bad field at once. */
    static PeerTokenBody read(Body body) {
        if (!body.has("roomId") || roomId(body).isEmpty()) {
            body.refuse("roomId", "RoomId must provided");
        }
        GrantRequest wanted = grant(body);
        boolean audioOnly = body.parsed(
                        "roomType",
                        type -> Optional.of(ROOM_TYPES.indexOf(type)).filter(known -> known >= 0),
                        "must be AUDIO or VIDEO")
                .filter(type -> type == ROOM_TYPES.indexOf("AUDIO"))
                .isPresent();
        Person person = person(body, audioOnly);
        Duration ttl = ttl(body);
        int maxPeers = body.object("options")
                .map(options -> (int) options.number("maxPeersAllowed", 1, AccessClaims.MOST_PEERS, 0))
                .orElse(0);
        body.finish();
        Grant grant = wanted.grant();
        return new PeerTokenBody(person, audioOnly ? withoutVideo(grant) : grant, ttl, maxPeers);
    }

    private static GrantRequest grant(Body body) {
        Optional<Role> role = body.parsed("role", Role::parse, Role.EXPECTED);
        Optional<PermissionOverlay> permissions =
                body.object("permissions").map(part -> exactSources(GrantBody.overlay(part)));
        GrantRequest wanted = new GrantRequest(role.orElse(null), permissions.orElse(null), null);
        if (!body.has("role") && !body.has("permissions")) {
            body.refuse("permissions", "Either a role or permissions must be provided");
        }
        wanted.conflict().ifPresent(body::refuse);
        return wanted;
    }

    /**
     * The SDK lays sources over those of the role as one: a source that is not named among others is not given. Where sources
     * are named, they say whether anything may be produced, since the SDK leaves {@code canProduce} as the role has it.
     */
    private static PermissionOverlay exactSources(PermissionOverlay given) {
        if (given.named().keySet().stream().noneMatch(Right::isSource)) {
            return given;
        }
        Map<Right, Boolean> named = new HashMap<>(given.named());
        for (Right right : Right.values()) {
            if (right.isSource()) {
                named.putIfAbsent(right, false);
            }
        }
        return new PermissionOverlay(named, Boolean.FALSE.equals(given.canProduce()) ? false : null);
    }

    private static Grant withoutVideo(Grant grant) {
        Permissions audio = grant.permissions().with(Right.PRODUCE_CAM, false).with(Right.PRODUCE_SCREEN, false);
        return new Grant(grant.role(), audio);
    }

    private static Person person(Body body, boolean audioOnly) {
        Map<String, Boolean> options = new LinkedHashMap<>();
        if (body.has("muteOnEntry")) {
            options.put("joinAudioOn", !body.bool("muteOnEntry", false));
        }
        if (body.has("videoOnEntry")) {
            options.put("joinVideoOn", body.bool("videoOnEntry", true));
        }
        if (audioOnly) {
            options.put("disableVideo", true);
        }
        JsonText metadata = Metadata.read(body, Person.MOST_METADATA);
        return new Person(null, null, null, null, metadata.equals(JsonText.NULL) ? null : metadata, options);
    }

    private static Duration ttl(Body body) {
        Duration ttl = body.members().get("ttl") instanceof String
                ? body.parsed("ttl", TimeSpan::parse, "must be seconds, or a time such as 30m, 10h or 2 days")
                        .orElse(USUAL_TTL)
                : Duration.ofSeconds(body.number("ttl", 1, LONGEST_TTL.toSeconds(), USUAL_TTL.toSeconds()));
        if (ttl.compareTo(LONGEST_TTL) > 0 || ttl.compareTo(Duration.ofSeconds(1)) < 0) {
            body.refuse("ttl", "must be 1 second to " + LONGEST_TTL.toDays() + " days");
        }
        return ttl;
    }
}
