package dev.latchkey.contract;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What each file of events/ leads to, and in what circumstances. Times in the files are around {@link World#NOON}. */
final class Stories {
    /** {@link World#NOON} as Unix time. */
    private static final long NOON = 1_795_348_800L;

    private static final Duration HOUR = Duration.ofHours(1);

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
            story("validate-token.no-token", 400, "malformed_request"),
            story("validate-token.not-a-token", 401, "token_invalid"),

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
                world.room("tomorrow", "'notBeforeUnixSec':" + (NOON + 1));
                world.token("'roomName':'tomorrow'");
            }),
            story(
                    "join-request.room-expired",
                    410,
                    "room_expired",
                    world -> world.earlier(HOUR, () -> {
                        world.room("yesterday", "'expireUnixSec':" + NOON);
                        world.token("'roomName':'yesterday'");
                    })),
            story(
                    "join-request.no-token",
                    401,
                    "token_required",
                    world -> world.room("weekly-sync", "'privacy':'private'")),
            story("join-request.locked-room", 401, "token_required", world -> {
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

            // keys
            story("jwks", 200),

            // functions without a route answer without a status
            story("apps.create-app", 0),
            story("apps.app-exists", 0, "app_exists"),
            story("apps.bad-name", 0, "malformed_request"),
            story("apps.unknown-action", 0, "malformed_request"),
            story("rotate-signing-key.create-secret", 0),
            story("rotate-signing-key.set-secret", 0, world -> world.rotation("create")),
            story("rotate-signing-key.test-secret", 0, world -> world.rotation("create")),
            story("rotate-signing-key.finish-secret", 0, world -> world.rotation("create")),
            story("rotate-signing-key.unknown-version", 0, "RotationException"));

    private Stories() {}

    private static void tokenForPrivateRoom(World world) {
        world.room("weekly-sync", "'privacy':'private'");
        world.token("'roomName':'weekly-sync'");
    }

    /** It expires at noon: at that very second it is no longer valid. */
    private static void expiredToken(World world) {
        world.room("weekly-sync", "'privacy':'private'");
        world.earlier(HOUR, () -> world.token("'roomName':'weekly-sync'", "'expireUnixSec':" + NOON));
    }

    private static void tokenForLater(World world) {
        world.room("weekly-sync", "'privacy':'private'");
        world.token("'roomName':'weekly-sync'", "'notBeforeUnixSec':" + (NOON + 1));
    }

    private static void forgedToken(World world) {
        world.elsewhere(world::token);
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
