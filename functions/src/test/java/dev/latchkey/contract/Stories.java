package dev.latchkey.contract;

import dev.latchkey.lobby.KnockLimit;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What each file of events/ leads to, and in what circumstances. Times in the files are around {@link World#NOON}. */
final class Stories {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WAIT = Duration.ofMinutes(10);
    private static final Duration APPROVAL = Duration.ofMinutes(2);
    private static final Duration LEASE = Duration.ofSeconds(75);

    static final List<Story> ALL = List.of(
            // rooms
            story("create-room", 200),
            story("create-room.no-body", 200),
            story("create-room.all-fields", 200),
            story("create-room.secret-key-in-query", 200),
            story("create-room.bearer-key", 200),
            story("create-room.base64-body", 200),
            story("create-room.idempotent", 200),
            story("create-room.name-taken", 409, "room_exists", world -> world.room("weekly-sync")),
            story("create-room.unknown-field", 400, "malformed_request"),
            story("create-room.many-bad-fields", 400, "malformed_request"),
            story("create-room.milliseconds", 400, "malformed_request"),
            story("create-room.not-json", 400, "malformed_request"),
            story("create-room.form-body", 415, "unsupported_media_type"),
            story("create-room.no-key", 401, "unauthenticated"),
            story("create-room.wrong-key", 401, "unauthenticated"),
            story("get-room", 200, world -> world.room("weekly-sync")),
            story("get-room.secret-key-in-query", 200, world -> world.room("weekly-sync")),
            story("get-room.no-such-room", 404, "room_not_found"),
            story("get-room.archived", 404, "room_not_found", world -> {
                world.room("archived");
                world.archive("archived");
            }),
            story("get-room.impossible-name", 404, "room_not_found"),
            story("get-room.no-key", 401, "unauthenticated", world -> world.room("weekly-sync")),
            story("update-room", 200, world -> world.room("weekly-sync")),
            story("update-room.to-public", 200, world -> world.room("weekly-sync", "'privacy':'private'")),
            story("update-room.no-such-room", 404, "room_not_found"),
            story("update-room.unknown-field", 400, "malformed_request", world -> world.room("weekly-sync")),
            story("update-room.no-key", 401, "unauthenticated", world -> world.room("weekly-sync")),
            story("archive-room", 200, world -> world.room("weekly-sync")),
            story("archive-room.no-such-room", 404, "room_not_found"),
            story("archive-room.no-key", 401, "unauthenticated", world -> world.room("weekly-sync")),
            story("archive-room.people-inside", 200, world -> {
                world.room("open-house", "'maxParticipants':2");
                world.guest("open-house");
            }),
            story("list-rooms", 200, world -> world.room("weekly-sync")),
            story("list-rooms.one-page", 200, world -> List.of("a", "b", "c").forEach(world::room)),
            story("list-rooms.bad-limit", 400, "malformed_request"),
            story("list-rooms.forged-cursor", 400, "malformed_request"),
            story("list-rooms.no-key", 401, "unauthenticated"),

            // access tokens
            story("create-token", 200, world -> world.room("weekly-sync")),
            story("create-token.global", 200),
            story("create-token.no-body", 200),
            story("create-token.admin", 200, world -> world.room("weekly-sync")),
            story("create-token.speaker", 200, world -> world.room("weekly-sync")),
            story("create-token.custom-role", 200, world -> world.room("weekly-sync")),
            story("create-token.idempotent", 200, world -> world.room("weekly-sync")),
            story("create-token.room-and-global", 400, "malformed_request", world -> world.room("weekly-sync")),
            story("create-token.no-such-room", 404, "room_not_found"),
            story("create-token.misspelt-expiry", 400, "malformed_request", world -> world.room("weekly-sync")),
            story("create-token.milliseconds", 400, "malformed_request", world -> world.room("weekly-sync")),
            story("create-token.meta-too-long", 400, "malformed_request", world -> world.room("weekly-sync")),
            story("create-token.custom-role-without-permissions", 400, "malformed_request"),
            story("create-token.host-without-admin", 400, "malformed_request"),
            story("create-token.no-key", 401, "unauthenticated"),
            story("validate-token", 200, Stories::tokenForPrivateRoom),
            story("validate-token.global", 200, World::token),
            story("validate-token.expired", 401, "token_expired", Stories::expiredToken),
            story("validate-token.not-yet-valid", 401, "token_not_yet_valid", Stories::tokenForLater),
            story("validate-token.forged", 401, "token_invalid", Stories::forgedToken),
            story("validate-token.session-token", 401, "token_invalid", world -> {
                world.room("open-house");
                world.guest("open-house");
            }),
            story("validate-token.archived-room", 401, "room_not_found", world -> {
                tokenForPrivateRoom(world);
                world.archive("weekly-sync");
            }),
            story("validate-token.revoked", 401, "token_revoked", world -> {
                tokenForPrivateRoom(world);
                world.cutOff();
            }),
            story("validate-token.banned-user", 401, "banned", world -> {
                world.room("weekly-sync");
                world.token("'roomName':'weekly-sync'", "'externalUserId':'user-42'");
                world.ban("weekly-sync", "user-42");
            }),
            story("validate-token.no-token", 400, "malformed_request"),
            story("validate-token.not-a-token", 401, "token_invalid"),
            story("revoke-token", 200, Stories::tokenForPrivateRoom),
            story("revoke-token.by-jti", 200),
            story("revoke-token.room-cut-off", 200, world -> world.room("weekly-sync")),
            story("revoke-token.app-cut-off", 200),
            story("revoke-token.not-ours", 200),
            story("revoke-token.two-ways-at-once", 400, "malformed_request", World::token),
            story("revoke-token.no-key", 401, "unauthenticated", World::token),

            // entering, in the order of the rules
            story("join-request", 201, Stories::tokenForPrivateRoom),
            story("join-request.public-room", 201, world -> world.room("open-house")),
            story("join-request.global-token", 201, world -> {
                world.room("weekly-sync", "'privacy':'private'");
                world.token();
            }),
            story("join-request.name-and-token", 201, Stories::tokenForPrivateRoom),
            story("join-request.unknown-field", 400, "malformed_request", world -> world.room("open-house")),
            story("join-request.no-such-room", 404, "room_not_found"),
            story("join-request.no-such-app", 404, "room_not_found", world -> world.room("open-house")),
            story("join-request.archived-room", 404, "room_not_found", world -> {
                world.room("archived");
                world.archive("archived");
            }),
            story("join-request.forged-token", 401, "token_invalid", world -> {
                forgedToken(world);
                world.room("weekly-sync", "'privacy':'private'");
            }),
            story("join-request.forged-token-at-public-room", 401, "token_invalid", world -> {
                forgedToken(world);
                world.room("open-house");
            }),
            story("join-request.session-token", 401, "token_invalid", world -> {
                tokenForPrivateRoom(world);
                world.holder("weekly-sync");
            }),
            story("join-request.expired-token", 401, "token_expired", Stories::expiredToken),
            story("join-request.not-yet-valid-token", 401, "token_not_yet_valid", Stories::tokenForLater),
            story("join-request.token-for-another-room", 403, "token_for_another_room", world -> {
                world.room("weekly-sync", "'privacy':'private'");
                world.room("another-room");
                world.token("'roomName':'another-room'");
            }),
            story("join-request.token-of-another-app", 403, "token_for_another_room", world -> {
                world.room("weekly-sync", "'privacy':'private'");
                world.asAnotherApp(() -> {
                    world.room("weekly-sync");
                    world.token("'roomName':'weekly-sync'");
                });
            }),
            story("join-request.archived-and-made-again", 403, "token_for_another_room", world -> {
                tokenForPrivateRoom(world);
                world.archive("weekly-sync");
                world.room("weekly-sync", "'privacy':'private'");
            }),
            story("join-request.room-not-open", 403, "room_not_open", world -> {
                world.room("tomorrow", "'notBeforeUnixSec':" + world.soon());
                world.token("'roomName':'tomorrow'");
            }),
            story(
                    "join-request.room-expired",
                    410,
                    "room_expired",
                    world -> world.earlier(HOUR, () -> {
                        world.room("yesterday", "'expireUnixSec':" + world.now());
                        world.token("'roomName':'yesterday'");
                    })),
            story(
                    "join-request.no-token",
                    401,
                    "token_required",
                    world -> world.room("weekly-sync", "'privacy':'private'")),
            story("join-request.locked-room", 202, world -> {
                world.room("locked", "'roomLocked':true");
                world.token("'roomName':'locked'");
            }),
            story("join-request.locked-room-as-admin", 201, world -> {
                world.room("locked", "'roomLocked':true");
                world.token("'roomName':'locked'", "'isAdmin':true");
            }),
            story("join-request.room-full", 409, "room_full", world -> {
                world.room("full", "'maxParticipants':1");
                world.guest("full");
            }),
            story(
                    "join-request.place-of-a-vanished-peer",
                    201,
                    world -> world.earlier(HOUR, () -> {
                        world.room("full", "'maxParticipants':1");
                        world.guest("full");
                    })),
            story("leave", 200, world -> {
                world.room("open-house", "'maxParticipants':1");
                world.guest("open-house");
            }),
            story("leave.beacon", 200, world -> {
                world.room("open-house");
                world.guest("open-house");
            }),
            story("leave.already-left", 200, world -> {
                world.room("open-house");
                world.guest("open-house");
                world.leave();
            }),
            story("leave.access-token", 401, "token_invalid", Stories::tokenForPrivateRoom),
            story("leave.no-token", 401, "token_required"),
            story("join-request.must-wait", 202, Stories::lobby),
            story("join-request.too-many-knocks", 429, "rate_limited", world -> {
                lobby(world);
                knockTooOften(world);
                // The clock may strike before the story is told, and knocks are counted by the minute.
                world.later(MINUTE, () -> knockTooOften(world));
            }),
            story("join-request.ticket", 202, Stories::knocked),
            story("join-request.ticket-and-name", 400, "malformed_request", Stories::knocked),
            story("join-request.revoked-token", 401, "token_revoked", world -> {
                tokenForPrivateRoom(world);
                world.revokeToken();
            }),
            story("join-request.token-issued-before-cut-off", 401, "token_revoked", world -> {
                tokenForPrivateRoom(world);
                world.cutOff();
            }),
            story("join-request.ejected-holder", 401, "token_revoked", world -> {
                tokenForPrivateRoom(world);
                world.holder("weekly-sync");
                world.eject("weekly-sync");
            }),
            story("join-request.banned-user", 403, "banned", world -> {
                world.room("weekly-sync", "'privacy':'private'");
                world.token("'roomName':'weekly-sync'", "'externalUserId':'user-42'");
                world.ban("weekly-sync", "user-42");
            }),

            // the waiting room
            story("get-join-request", 200, Stories::knocked),
            story("get-join-request.approved", 200, world -> {
                knocked(world);
                world.approve("private");
            }),
            story("get-join-request.denied", 200, world -> {
                knocked(world);
                world.deny("private");
            }),
            story("get-join-request.expired", 200, world -> world.earlier(WAIT, () -> knocked(world))),
            story(
                    "get-join-request.approval-not-taken-up",
                    200,
                    world -> world.earlier(APPROVAL, () -> {
                        knocked(world);
                        world.approve("private");
                    })),
            story("get-join-request.admitted-before", 200, world -> {
                knocked(world);
                world.approve("private");
                world.look("private");
            }),
            story("get-join-request.room-opened", 200, world -> {
                knocked(world);
                world.update("private", "'privacy':'public'");
            }),
            story("get-join-request.room-full", 409, "room_full", world -> {
                world.room("private", "'privacy':'private'", "'enableRequestToJoin':true", "'maxParticipants':1");
                world.token("'roomName':'private'");
                world.holder("private");
                world.knock("private");
                world.approve("private");
            }),
            story("get-join-request.room-archived", 404, "room_not_found", world -> {
                knocked(world);
                world.archive("private");
            }),
            story("get-join-request.no-ticket", 401, "token_required", Stories::knocked),
            story("get-join-request.access-token", 401, "token_invalid", world -> {
                knocked(world);
                world.token();
            }),
            story("get-join-request.another-request", 404, "join_request_not_found", Stories::knocked),
            story("withdraw-join-request", 200, Stories::knocked),
            story("withdraw-join-request.already-denied", 409, "already_decided", world -> {
                knocked(world);
                world.deny("private");
            }),
            story("withdraw-join-request.no-ticket", 401, "token_required", Stories::knocked),
            story("list-join-requests", 200, Stories::knocked),
            story("list-join-requests.by-admin", 200, world -> {
                knocked(world);
                world.admin("private", "host");
            }),
            story("list-join-requests.by-guest", 403, "forbidden", Stories::knockedAtAGuest),
            story("list-join-requests.some-expired", 200, world -> world.earlier(WAIT, () -> knocked(world))),
            story("list-join-requests.no-key", 401, "unauthenticated", Stories::knocked),
            story("approve-join-request", 200, Stories::knocked),
            story("approve-join-request.by-admin", 200, world -> {
                knocked(world);
                world.admin("private", "coHost");
            }),
            story("approve-join-request.above-own-role", 403, "role_change_not_allowed", world -> {
                knocked(world);
                world.admin("private", "coHost");
            }),
            story("approve-join-request.by-guest", 403, "forbidden", Stories::knockedAtAGuest),
            story("approve-join-request.already-approved", 409, "already_decided", world -> {
                knocked(world);
                world.approve("private");
            }),
            story(
                    "approve-join-request.expired",
                    410,
                    "join_request_expired",
                    world -> world.earlier(WAIT, () -> knocked(world))),
            story("approve-join-request.no-such-request", 404, "join_request_not_found", Stories::knocked),
            story("approve-join-request.unknown-field", 400, "malformed_request", Stories::knocked),
            story("deny-join-request", 200, Stories::knocked),
            story("deny-join-request.by-admin", 200, world -> {
                knocked(world);
                world.admin("private", "host");
            }),
            story("deny-join-request.already-denied", 409, "already_decided", world -> {
                knocked(world);
                world.deny("private");
            }),
            story("deny-join-request.by-guest", 403, "forbidden", Stories::knockedAtAGuest),

            // people inside
            story("list-peers", 200, Stories::guestInside),
            story("list-peers.by-admin", 200, world -> guestUnder(world, "host")),
            story("list-peers.by-guest", 403, "forbidden", Stories::guestInside),
            story("list-peers.one-page", 200, world -> {
                guestInside(world);
                world.guest("open-house");
            }),
            story("list-peers.no-such-room", 404, "room_not_found"),
            story("list-peers.forged-cursor", 400, "malformed_request", Stories::guestInside),
            story("update-peer", 200, Stories::guestInside),
            story("update-peer.permissions", 200, Stories::guestInside),
            story("update-peer.own-metadata", 200, Stories::guestInside),
            story("update-peer.own-role", 403, "role_change_not_allowed", Stories::guestInside),
            story(
                    "update-peer.co-host-makes-host",
                    403,
                    "role_change_not_allowed",
                    world -> guestUnder(world, "coHost")),
            story("update-peer.co-host-changes-host", 403, "role_change_not_allowed", Stories::hostUnderCoHost),
            story("update-peer.metadata-of-another", 403, "forbidden", world -> guestUnder(world, "guest")),
            story("update-peer.nothing", 400, "malformed_request", Stories::guestInside),
            story("update-peer.no-such-peer", 404, "peer_not_found", Stories::guestInside),
            story("eject-peer", 200, Stories::guestInside),
            story("eject-peer.with-ban", 200, world -> {
                userInside(world);
                world.admin("open-house", "host");
            }),
            story("eject-peer.by-guest", 403, "forbidden", world -> guestUnder(world, "guest")),
            story("eject-peer.co-host-ejects-host", 403, "role_change_not_allowed", Stories::hostUnderCoHost),
            story("eject-peer.no-such-peer", 404, "peer_not_found", Stories::guestInside),
            story("list-bans", 200, world -> {
                world.room("open-house");
                world.ban("open-house", "user-42");
            }),
            story("list-bans.by-guest", 403, "forbidden", Stories::guestInside),
            story("ban-user", 200, world -> world.room("open-house")),
            story("ban-user.user-inside", 200, world -> {
                userInside(world);
                world.admin("open-house", "host");
            }),
            story("ban-user.too-long", 400, "malformed_request", world -> world.room("open-house")),
            story("ban-user.by-guest", 403, "forbidden", Stories::guestInside),
            story("unban-user", 200, world -> {
                world.room("open-house");
                world.ban("open-house", "user-42");
            }),
            story("unban-user.never-banned", 200, world -> world.room("open-house")),
            story("unban-user.by-guest", 403, "forbidden", Stories::guestInside),
            story("heartbeat", 200, Stories::guestInside),
            story("heartbeat.lost-lease", 200, world -> world.earlier(LEASE, () -> guestInside(world))),
            story(
                    "heartbeat.time-up",
                    401,
                    "token_expired",
                    world -> world.earlier(LEASE, () -> {
                        world.room("open-house", "'ejectAfterElapsedTimeInSec':" + LEASE.toSeconds());
                        world.guest("open-house");
                    })),
            story("heartbeat.revoked-token", 401, "token_revoked", world -> {
                userInside(world);
                world.revokeToken();
            }),
            story("heartbeat.ejected", 401, "token_revoked", world -> {
                guestInside(world);
                world.eject("open-house");
            }),
            story(
                    "heartbeat.expired-token",
                    401,
                    "token_expired",
                    world -> world.earlier(HOUR, () -> guestInside(world))),
            story("heartbeat.access-token", 401, "token_invalid", World::token),
            story("heartbeat.no-token", 401, "token_required"),

            // what was held
            story("list-sessions", 200, Stories::guestInside),
            story(
                    "list-sessions.everybody-vanished",
                    200,
                    world -> world.earlier(HOUR, () -> {
                        world.room("open-house", "'maxParticipants':2");
                        world.guest("open-house");
                    })),
            story("list-sessions.by-guest", 403, "forbidden", Stories::guestInside),
            story("list-sessions.no-such-room", 404, "room_not_found"),
            story("list-participants", 200, world -> {
                guestInside(world);
                world.leave();
            }),
            story("list-participants.by-guest", 403, "forbidden", Stories::guestInside),
            story("list-active-sessions", 200, Stories::guestInside),
            story("list-active-sessions.bad-limit", 400, "malformed_request"),
            story("list-active-sessions.no-key", 401, "unauthenticated"),

            // keys
            story("jwks", 200),

            // functions without a route answer without a status
            story("apps.create-app", 0),
            story("apps.app-exists", 0, "app_exists"),
            story("apps.bad-name", 0, "malformed_request"),
            story("apps.get-app", 0),
            story("apps.get-app-no-such-app", 0, "app_not_found"),
            story("apps.update-app", 0),
            story("apps.update-app-nothing", 0, "malformed_request"),
            story("apps.kill-switch", 0),
            story("apps.create-key", 0),
            story("apps.create-key-without-a-use", 0, "malformed_request"),
            story("apps.list-keys", 0),
            story("apps.update-key", 0),
            story("apps.rotate-key", 0),
            story("apps.revoke-key", 0),
            story("apps.revoke-key-no-such-key", 0, "key_not_found"),
            story("apps.unknown-action", 0, "malformed_request"),
            story("rotate-signing-key.create-secret", 0),
            story("rotate-signing-key.set-secret", 0, world -> world.rotation("create")),
            story("rotate-signing-key.test-secret", 0, world -> world.rotation("create")),
            story("rotate-signing-key.finish-secret", 0, world -> world.rotation("create")),
            story("rotate-signing-key.unknown-version", 0, "RotationException"));

    private Stories() {}

    /** Those of one function. */
    static List<Story> of(Template.Function function) {
        return ALL.stream()
                .filter(story -> story.file().function().equals(function.kebabName()))
                .toList();
    }

    private static void tokenForPrivateRoom(World world) {
        world.room("weekly-sync", "'privacy':'private'");
        world.token("'roomName':'weekly-sync'");
    }

    /** It expires now: at that very second it is no longer valid. */
    private static void expiredToken(World world) {
        world.room("weekly-sync", "'privacy':'private'");
        world.earlier(HOUR, () -> world.token("'roomName':'weekly-sync'", "'expireUnixSec':" + world.now()));
    }

    private static void tokenForLater(World world) {
        world.room("weekly-sync", "'privacy':'private'");
        world.token("'roomName':'weekly-sync'", "'notBeforeUnixSec':" + world.soon());
    }

    private static void forgedToken(World world) {
        world.elsewhere(world::token);
    }

    private static void lobby(World world) {
        world.room("private", "'privacy':'private'", "'enableRequestToJoin':true");
    }

    private static void knockTooOften(World world) {
        for (int knocks = 0; knocks < KnockLimit.USUAL; knocks++) {
            world.knock("private");
        }
    }

    private static void knocked(World world) {
        lobby(world);
        world.knock("private");
    }

    private static void knockedAtAGuest(World world) {
        knocked(world);
        world.token();
        world.holder("private");
    }

    private static void guestInside(World world) {
        world.room("open-house");
        world.guest("open-house");
    }

    /** PEER_ID_HERE is a guest, SESSION_TOKEN_HERE somebody of that role. */
    private static void guestUnder(World world, String role) {
        guestInside(world);
        world.admin("open-house", role);
    }

    private static void hostUnderCoHost(World world) {
        world.room("open-house");
        world.token("'role':'host'");
        world.holder("open-house");
        world.admin("open-house", "coHost");
    }

    /** Somebody with a token that names the user, in a room that counts. */
    private static void userInside(World world) {
        world.room("open-house", "'maxParticipants':5");
        world.token("'externalUserId':'user-42'");
        world.holder("open-house");
    }

    private static Story story(String event, int status) {
        return new Story(event, status, null, world -> {});
    }

    private static Story story(String event, int status, Consumer<World> before) {
        return new Story(event, status, null, before);
    }

    private static Story story(String event, int status, String code) {
        return new Story(event, status, code, world -> {});
    }

    private static Story story(String event, int status, String code, Consumer<World> before) {
        return new Story(event, status, code, before);
    }

    /**
     * @param code why it is refused; null when it is not
     * @param before sets the stage
     */
    record Story(String event, int status, @Nullable String code, Consumer<World> before) {
        EventFile file() {
            return EventFile.named(event);
        }

        @Override
        public String toString() {
            return event + " -> " + status + (code == null ? "" : " " + code);
        }
    }
}
