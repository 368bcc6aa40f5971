package dev.latchkey.contract;

import dev.latchkey.joinrequest.JoinAttemptLimit;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What each file of events/ leads to, and in what circumstances. Times in the files are around {@link ScenarioFixture#NOON}. */
final class Scenarios {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WAIT = Duration.ofMinutes(10);
    private static final Duration APPROVAL = Duration.ofMinutes(2);
    private static final Duration LEASE = Duration.ofSeconds(75);

    static final List<Scenario> ALL = List.of(
            // rooms
            scenario("create-room", 200),
            scenario("create-room.no-body", 200),
            scenario("create-room.all-fields", 200),
            scenario("create-room.secret-key-in-query", 200),
            scenario("create-room.bearer-key", 200),
            scenario("create-room.base64-body", 200),
            scenario("create-room.idempotent", 200),
            scenario("create-room.large", 200),
            scenario("create-room.name-taken", 409, "room_exists", fixture -> fixture.room("weekly-sync")),
            scenario("create-room.unknown-field", 400, "malformed_request"),
            scenario("create-room.many-bad-fields", 400, "malformed_request"),
            scenario("create-room.milliseconds", 400, "malformed_request"),
            scenario("create-room.not-json", 400, "malformed_request"),
            scenario("create-room.form-body", 415, "unsupported_media_type"),
            scenario("create-room.no-key", 401, "unauthenticated"),
            scenario("create-room.wrong-key", 401, "unauthenticated"),
            scenario("get-room", 200, fixture -> fixture.room("weekly-sync")),
            scenario("get-room.secret-key-in-query", 200, fixture -> fixture.room("weekly-sync")),
            scenario("get-room.no-such-room", 404, "room_not_found"),
            scenario("get-room.archived", 404, "room_not_found", fixture -> {
                fixture.room("archived");
                fixture.archive("archived");
            }),
            scenario("get-room.impossible-name", 404, "room_not_found"),
            scenario("get-room.no-key", 401, "unauthenticated", fixture -> fixture.room("weekly-sync")),
            scenario("update-room", 200, fixture -> fixture.room("weekly-sync")),
            scenario("update-room.to-public", 200, fixture -> fixture.room("weekly-sync", "'privacy':'private'")),
            scenario("update-room.another-cap", 200, fixture -> fixture.room("weekly-sync", "'maxParticipants':5")),
            scenario("update-room.no-such-room", 404, "room_not_found"),
            scenario("update-room.unknown-field", 400, "malformed_request", fixture -> fixture.room("weekly-sync")),
            scenario("update-room.no-key", 401, "unauthenticated", fixture -> fixture.room("weekly-sync")),
            scenario("archive-room", 200, fixture -> fixture.room("weekly-sync")),
            scenario("archive-room.no-such-room", 404, "room_not_found"),
            scenario("archive-room.no-key", 401, "unauthenticated", fixture -> fixture.room("weekly-sync")),
            scenario("archive-room.people-inside", 200, fixture -> {
                fixture.room("open-house", "'maxParticipants':2");
                fixture.guest("open-house");
            }),
            scenario("list-rooms", 200, fixture -> fixture.room("weekly-sync")),
            scenario(
                    "list-rooms.one-page",
                    200,
                    fixture -> List.of("a", "b", "c").forEach(fixture::room)),
            scenario("list-rooms.bad-limit", 400, "malformed_request"),
            scenario("list-rooms.forged-cursor", 400, "malformed_request"),
            scenario("list-rooms.no-key", 401, "unauthenticated"),
            scenario("list-rooms.dashboard-session", 200, ScenarioFixture::signIn),
            scenario("list-rooms.dashboard-session-over", 401, "dashboard_session_over", Scenarios::signedInTooLong),

            // access tokens
            scenario("create-token", 200, fixture -> fixture.room("weekly-sync")),
            scenario("create-token.global", 200),
            scenario("create-token.no-body", 200),
            scenario("create-token.admin", 200, fixture -> fixture.room("weekly-sync")),
            scenario("create-token.speaker", 200, fixture -> fixture.room("weekly-sync")),
            scenario("create-token.custom-role", 200, fixture -> fixture.room("weekly-sync")),
            scenario("create-token.idempotent", 200, fixture -> fixture.room("weekly-sync")),
            scenario("create-token.room-and-global", 400, "malformed_request", fixture -> fixture.room("weekly-sync")),
            scenario("create-token.no-such-room", 404, "room_not_found"),
            scenario("create-token.misspelt-expiry", 400, "malformed_request", fixture -> fixture.room("weekly-sync")),
            scenario("create-token.milliseconds", 400, "malformed_request", fixture -> fixture.room("weekly-sync")),
            scenario("create-token.meta-too-long", 400, "malformed_request", fixture -> fixture.room("weekly-sync")),
            scenario("create-token.custom-role-without-permissions", 400, "malformed_request"),
            scenario("create-token.host-without-admin", 400, "malformed_request"),
            scenario("create-token.no-key", 401, "unauthenticated"),
            scenario("validate-token", 200, Scenarios::tokenForPrivateRoom),
            scenario("validate-token.global", 200, ScenarioFixture::token),
            scenario("validate-token.expired", 401, "token_expired", Scenarios::expiredToken),
            scenario("validate-token.not-yet-valid", 401, "token_not_yet_valid", Scenarios::tokenForLater),
            scenario("validate-token.forged", 401, "token_invalid", Scenarios::forgedToken),
            scenario("validate-token.session-token", 401, "token_invalid", fixture -> {
                fixture.room("open-house");
                fixture.guest("open-house");
            }),
            scenario("validate-token.archived-room", 401, "room_not_found", fixture -> {
                tokenForPrivateRoom(fixture);
                fixture.archive("weekly-sync");
            }),
            scenario("validate-token.revoked", 401, "token_revoked", fixture -> {
                fixture.earlier(MINUTE, () -> tokenForPrivateRoom(fixture));
                fixture.cutOff();
            }),
            scenario("validate-token.banned-user", 401, "banned", fixture -> {
                fixture.room("weekly-sync");
                fixture.token("'roomName':'weekly-sync'", "'externalUserId':'user-42'");
                fixture.ban("weekly-sync", "user-42");
            }),
            scenario("validate-token.no-token", 400, "malformed_request"),
            scenario("validate-token.not-a-token", 401, "token_invalid"),
            scenario("revoke-token", 200, fixture -> {
                tokenForPrivateRoom(fixture);
                fixture.holder("weekly-sync");
            }),
            scenario("revoke-token.by-jti", 200),
            scenario("revoke-token.room-cut-off", 200, fixture -> fixture.room("weekly-sync")),
            scenario(
                    "revoke-token.app-cut-off",
                    200,
                    fixture -> fixture.earlier(Duration.ofMinutes(1), () -> cappedRoomWithHolder(fixture))),
            scenario("revoke-token.not-ours", 400, "malformed_request"),
            scenario("revoke-token.two-ways-at-once", 400, "malformed_request", ScenarioFixture::token),
            scenario("revoke-token.no-key", 401, "unauthenticated", ScenarioFixture::token),

            // entering, in the order of the rules
            scenario("join-request", 201, Scenarios::tokenForPrivateRoom),
            scenario("join-request.limited-stay", 201, fixture -> {
                fixture.room("weekly-sync", "'privacy':'private'");
                fixture.token("'roomName':'weekly-sync'", "'ejectAfterElapsedTimeInSec':1800");
            }),
            scenario("join-request.large-room", 201, fixture -> {
                fixture.room("weekly-sync", "'privacy':'private'", "'large':true", "'maxParticipants':500");
                fixture.token("'roomName':'weekly-sync'");
            }),
            scenario("join-request.public-room", 201, fixture -> fixture.room("open-house")),
            scenario("join-request.through-pages", 201, fixture -> fixture.room("open-house")),
            scenario("join-request.media-server", 201, fixture -> {
                fixture.room("open-house");
                fixture.mediaServer();
            }),
            scenario("join-request.idempotent", 201, fixture -> fixture.room("open-house")),
            scenario("join-request.global-token", 201, fixture -> {
                fixture.room("weekly-sync", "'privacy':'private'");
                fixture.token();
            }),
            scenario("join-request.name-and-token", 201, Scenarios::tokenForPrivateRoom),
            scenario("join-request.unknown-field", 400, "malformed_request", fixture -> fixture.room("open-house")),
            scenario("join-request.no-such-room", 404, "room_not_found"),
            scenario("join-request.no-such-app", 404, "room_not_found", fixture -> fixture.room("open-house")),
            scenario("join-request.archived-room", 404, "room_not_found", fixture -> {
                fixture.room("archived");
                fixture.archive("archived");
            }),
            scenario("join-request.forged-token", 401, "token_invalid", fixture -> {
                forgedToken(fixture);
                fixture.room("weekly-sync", "'privacy':'private'");
            }),
            scenario("join-request.forged-token-at-public-room", 401, "token_invalid", fixture -> {
                forgedToken(fixture);
                fixture.room("open-house");
            }),
            scenario("join-request.session-token", 401, "token_invalid", fixture -> {
                tokenForPrivateRoom(fixture);
                fixture.holder("weekly-sync");
            }),
            scenario("join-request.expired-token", 401, "token_expired", Scenarios::expiredToken),
            scenario("join-request.not-yet-valid-token", 401, "token_not_yet_valid", Scenarios::tokenForLater),
            scenario("join-request.token-for-another-room", 403, "token_for_another_room", fixture -> {
                fixture.room("weekly-sync", "'privacy':'private'");
                fixture.room("another-room");
                fixture.token("'roomName':'another-room'");
            }),
            scenario("join-request.token-of-another-app", 403, "token_for_another_room", fixture -> {
                fixture.room("weekly-sync", "'privacy':'private'");
                fixture.asAnotherApp(() -> {
                    fixture.room("weekly-sync");
                    fixture.token("'roomName':'weekly-sync'");
                });
            }),
            scenario("join-request.archived-and-made-again", 403, "token_for_another_room", fixture -> {
                tokenForPrivateRoom(fixture);
                fixture.archive("weekly-sync");
                fixture.room("weekly-sync", "'privacy':'private'");
            }),
            scenario("join-request.room-not-open", 403, "room_not_open", fixture -> {
                fixture.room("tomorrow", "'notBeforeUnixSec':" + fixture.soon());
                fixture.token("'roomName':'tomorrow'");
            }),
            scenario(
                    "join-request.room-expired",
                    410,
                    "room_expired",
                    fixture -> fixture.earlier(HOUR, () -> {
                        fixture.room("yesterday", "'expireUnixSec':" + fixture.now());
                        fixture.token("'roomName':'yesterday'");
                    })),
            scenario(
                    "join-request.no-token",
                    401,
                    "token_required",
                    fixture -> fixture.room("weekly-sync", "'privacy':'private'")),
            scenario("join-request.locked-room", 202, fixture -> {
                fixture.room("locked", "'roomLocked':true");
                fixture.token("'roomName':'locked'");
            }),
            scenario("join-request.locked-room-as-admin", 201, fixture -> {
                fixture.room("locked", "'roomLocked':true");
                fixture.token("'roomName':'locked'", "'isAdmin':true");
            }),
            scenario("join-request.room-full", 409, "room_full", fixture -> {
                fixture.room("full", "'maxParticipants':1");
                fixture.guest("full");
            }),
            scenario("join-request.reloaded-page", 201, fixture -> {
                fixture.room("full", "'maxParticipants':1");
                fixture.token("'roomName':'full'");
                fixture.holder("full");
            }),
            scenario("join-request.already-inside", 409, "already_inside", fixture -> {
                fixture.room("one-each", "'onSecondEntry':'refuse'");
                fixture.token("'roomName':'one-each'", "'externalUserId':'user-42'");
                fixture.holder("one-each");
            }),
            scenario("join-request.token-in-use", 409, "token_in_use", fixture -> {
                fixture.room("open-house");
                fixture.token("'roomName':'open-house'", "'maxPeers':1");
                fixture.holder("open-house");
            }),
            scenario(
                    "join-request.place-of-a-vanished-peer",
                    201,
                    fixture -> fixture.earlier(HOUR, () -> {
                        fixture.room("full", "'maxParticipants':1");
                        fixture.guest("full");
                    })),
            scenario("leave", 200, fixture -> {
                fixture.room("open-house", "'maxParticipants':1");
                fixture.guest("open-house");
            }),
            scenario("leave.large-room", 200, Scenarios::insideLargeRoom),
            scenario("leave.beacon", 200, fixture -> {
                fixture.room("open-house");
                fixture.guest("open-house");
            }),
            scenario("leave.already-left", 200, fixture -> {
                fixture.room("open-house");
                fixture.guest("open-house");
                fixture.leave();
            }),
            scenario("leave.access-token", 401, "token_invalid", Scenarios::tokenForPrivateRoom),
            scenario("leave.no-token", 401, "token_required"),
            scenario("join-request.must-wait", 202, Scenarios::joinRequests),
            scenario("join-request.too-many-knocks", 429, "rate_limited", fixture -> {
                joinRequests(fixture);
                joinTooOften(fixture);
                // The clock may strike before the scenario is told, and join attempts are counted by the minute.
                fixture.later(MINUTE, () -> joinTooOften(fixture));
            }),
            scenario("join-request.ticket", 202, Scenarios::asked),
            scenario("join-request.ticket-and-name", 400, "malformed_request", Scenarios::asked),
            scenario("join-request.revoked-token", 401, "token_revoked", fixture -> {
                tokenForPrivateRoom(fixture);
                fixture.revokeToken();
            }),
            scenario("join-request.token-issued-before-cut-off", 401, "token_revoked", fixture -> {
                fixture.earlier(MINUTE, () -> tokenForPrivateRoom(fixture));
                fixture.cutOff();
            }),
            scenario("join-request.ejected-holder", 401, "token_revoked", fixture -> {
                tokenForPrivateRoom(fixture);
                fixture.holder("weekly-sync");
                fixture.eject("weekly-sync");
            }),
            scenario("join-request.banned-user", 403, "banned", fixture -> {
                fixture.room("weekly-sync", "'privacy':'private'");
                fixture.token("'roomName':'weekly-sync'", "'externalUserId':'user-42'");
                fixture.ban("weekly-sync", "user-42");
            }),

            // the waiting room
            scenario("get-join-request", 200, Scenarios::asked),
            scenario("get-join-request.limited-stay", 200, fixture -> {
                fixture.room("private", "'privacy':'private'", "'roomLocked':true");
                fixture.token("'roomName':'private'", "'ejectAfterElapsedTimeInSec':1800");
                fixture.holderAsksToJoin("private");
                fixture.approve("private");
            }),
            scenario("get-join-request.approved", 200, fixture -> {
                asked(fixture);
                fixture.approve("private");
            }),
            scenario("get-join-request.place-of-a-vanished-peer", 200, Scenarios::approvedWhereSomebodyVanished),
            scenario("get-join-request.media-server", 200, fixture -> {
                asked(fixture);
                fixture.approve("private");
                fixture.mediaServer();
            }),
            scenario("get-join-request.denied", 200, fixture -> {
                asked(fixture);
                fixture.deny("private");
            }),
            scenario("get-join-request.expired", 200, fixture -> fixture.earlier(WAIT, () -> asked(fixture))),
            scenario(
                    "get-join-request.approval-not-taken-up",
                    200,
                    fixture -> fixture.earlier(APPROVAL, () -> {
                        asked(fixture);
                        fixture.approve("private");
                    })),
            scenario("get-join-request.admitted-before", 200, fixture -> {
                asked(fixture);
                fixture.approve("private");
                fixture.look("private");
            }),
            scenario("get-join-request.room-opened", 200, fixture -> {
                asked(fixture);
                fixture.update("private", "'privacy':'public'");
            }),
            scenario("get-join-request.unlocked", 200, fixture -> {
                fixture.room("private", "'roomLocked':true");
                fixture.token("'roomName':'private'");
                fixture.askToJoinWithToken("private");
                fixture.update("private", "'roomLocked':false");
            }),
            scenario("get-join-request.room-full", 409, "room_full", fixture -> {
                fixture.room("private", "'privacy':'private'", "'enableRequestToJoin':true", "'maxParticipants':1");
                fixture.token("'roomName':'private'");
                fixture.holder("private");
                fixture.askToJoin("private");
                fixture.approve("private");
            }),
            scenario("get-join-request.room-archived", 404, "room_not_found", fixture -> {
                asked(fixture);
                fixture.archive("private");
            }),
            scenario("get-join-request.no-ticket", 401, "token_required", Scenarios::asked),
            scenario("get-join-request.access-token", 401, "token_invalid", fixture -> {
                asked(fixture);
                fixture.token();
            }),
            scenario("get-join-request.another-request", 404, "join_request_not_found", Scenarios::asked),
            scenario("withdraw-join-request", 200, Scenarios::asked),
            scenario("withdraw-join-request.already-denied", 409, "already_decided", fixture -> {
                asked(fixture);
                fixture.deny("private");
            }),
            scenario("withdraw-join-request.no-ticket", 401, "token_required", Scenarios::asked),
            scenario("list-join-requests", 200, Scenarios::asked),
            scenario("list-join-requests.by-admin", 200, fixture -> {
                asked(fixture);
                fixture.admin("private", "host");
            }),
            scenario("list-join-requests.by-guest", 403, "forbidden", Scenarios::askedOfAGuest),
            scenario(
                    "list-join-requests.some-expired",
                    200,
                    fixture -> fixture.earlier(WAIT.plusMinutes(20), () -> asked(fixture))),
            scenario("list-join-requests.ended", 200, fixture -> {
                asked(fixture);
                fixture.deny("private");
            }),
            scenario("list-join-requests.ended-by-guest", 403, "forbidden", Scenarios::askedOfAGuest),
            scenario("list-join-requests.ended-forged-cursor", 400, "malformed_request", Scenarios::asked),
            scenario("list-join-requests.no-key", 401, "unauthenticated", Scenarios::asked),
            scenario("approve-join-request", 200, Scenarios::asked),
            scenario("approve-join-request.by-admin", 200, fixture -> {
                asked(fixture);
                fixture.admin("private", "coHost");
            }),
            scenario("approve-join-request.above-own-role", 403, "role_change_not_allowed", fixture -> {
                asked(fixture);
                fixture.admin("private", "coHost");
            }),
            scenario("approve-join-request.by-guest", 403, "forbidden", Scenarios::askedOfAGuest),
            scenario("approve-join-request.already-approved", 409, "already_decided", fixture -> {
                asked(fixture);
                fixture.approve("private");
            }),
            scenario(
                    "approve-join-request.expired",
                    410,
                    "join_request_expired",
                    fixture -> fixture.earlier(WAIT, () -> asked(fixture))),
            scenario("approve-join-request.no-such-request", 404, "join_request_not_found", Scenarios::asked),
            scenario("approve-join-request.unknown-field", 400, "malformed_request", Scenarios::asked),
            scenario("deny-join-request", 200, Scenarios::asked),
            scenario("deny-join-request.by-admin", 200, fixture -> {
                asked(fixture);
                fixture.admin("private", "host");
            }),
            scenario("deny-join-request.already-denied", 409, "already_decided", fixture -> {
                asked(fixture);
                fixture.deny("private");
            }),
            scenario("deny-join-request.unknown-field", 400, "malformed_request", Scenarios::asked),
            scenario("deny-join-request.by-guest", 403, "forbidden", Scenarios::askedOfAGuest),

            // people inside
            scenario("list-peers", 200, Scenarios::guestInside),
            scenario("list-peers.large-room", 200, Scenarios::insideLargeRoom),
            scenario("list-peers.by-admin", 200, fixture -> guestUnder(fixture, "host")),
            scenario("list-peers.by-guest", 403, "forbidden", Scenarios::guestInside),
            scenario("list-peers.one-page", 200, fixture -> {
                guestInside(fixture);
                fixture.guest("open-house");
            }),
            scenario("list-peers.no-such-room", 404, "room_not_found"),
            scenario("list-peers.forged-cursor", 400, "malformed_request", Scenarios::guestInside),
            scenario("update-peer", 200, Scenarios::guestInside),
            scenario("update-peer.permissions", 200, Scenarios::guestInside),
            scenario("update-peer.own-metadata", 200, Scenarios::guestInside),
            scenario("update-peer.own-role", 403, "role_change_not_allowed", Scenarios::guestInside),
            scenario(
                    "update-peer.co-host-makes-host",
                    403,
                    "role_change_not_allowed",
                    fixture -> guestUnder(fixture, "coHost")),
            scenario("update-peer.co-host-changes-host", 403, "role_change_not_allowed", Scenarios::hostUnderCoHost),
            scenario("update-peer.metadata-of-another", 403, "forbidden", fixture -> guestUnder(fixture, "guest")),
            scenario("update-peer.metadata-of-a-host", 403, "role_change_not_allowed", Scenarios::hostUnderCoHost),
            scenario("update-peer.nothing", 400, "malformed_request", Scenarios::guestInside),
            scenario("update-peer.no-such-peer", 404, "peer_not_found", Scenarios::guestInside),
            scenario("eject-peer", 200, Scenarios::guestInside),
            scenario("eject-peer.with-ban", 200, fixture -> {
                userInside(fixture);
                fixture.admin("open-house", "host");
            }),
            scenario("eject-peer.large-room", 200, fixture -> {
                insideLargeRoom(fixture);
                fixture.admin("open-house", "host");
            }),
            scenario("eject-peer.by-guest", 403, "forbidden", fixture -> guestUnder(fixture, "guest")),
            scenario("eject-peer.co-host-ejects-host", 403, "role_change_not_allowed", Scenarios::hostUnderCoHost),
            scenario("eject-peer.no-such-peer", 404, "peer_not_found", Scenarios::guestInside),
            scenario("list-bans", 200, fixture -> {
                fixture.room("open-house");
                fixture.ban("open-house", "user-42");
            }),
            scenario("list-bans.no-key", 401, "unauthenticated", Scenarios::guestInside),
            scenario("list-bans.by-guest", 403, "forbidden", Scenarios::guestInside),
            scenario("ban-user", 200, fixture -> fixture.room("open-house")),
            scenario("ban-user.user-inside", 200, fixture -> {
                userInside(fixture);
                fixture.admin("open-house", "host");
            }),
            scenario("ban-user.too-long", 400, "malformed_request", fixture -> fixture.room("open-house")),
            scenario("ban-user.co-host-bans-host", 403, "role_change_not_allowed", Scenarios::hostUnderCoHost),
            scenario("ban-user.by-guest", 403, "forbidden", Scenarios::guestInside),
            scenario("unban-user", 200, fixture -> {
                fixture.room("open-house");
                fixture.ban("open-house", "user-42");
            }),
            scenario("unban-user.never-banned", 200, fixture -> fixture.room("open-house")),
            scenario("unban-user.too-long", 400, "malformed_request", fixture -> fixture.room("open-house")),
            scenario("unban-user.ban-of-a-host", 403, "role_change_not_allowed", fixture -> {
                fixture.room("open-house");
                fixture.ban("open-house", "user-42");
                fixture.admin("open-house", "coHost");
            }),
            scenario("unban-user.by-guest", 403, "forbidden", Scenarios::guestInside),
            scenario("heartbeat", 200, fixture -> fixture.earlier(Duration.ofSeconds(30), () -> guestInside(fixture))),
            scenario(
                    "heartbeat.large-room",
                    200,
                    fixture -> fixture.earlier(Duration.ofSeconds(30), () -> insideLargeRoom(fixture))),
            scenario(
                    "heartbeat.lost-lease",
                    200,
                    fixture -> fixture.earlier(Duration.ofSeconds(181), () -> guestInside(fixture))),
            scenario(
                    "heartbeat.time-up",
                    401,
                    "token_expired",
                    fixture -> fixture.earlier(LEASE, () -> {
                        fixture.room("open-house", "'ejectAfterElapsedTimeInSec':" + LEASE.toSeconds());
                        fixture.guest("open-house");
                    })),
            scenario("heartbeat.revoked-token", 401, "token_revoked", fixture -> {
                userInside(fixture);
                fixture.revokeToken();
            }),
            scenario("heartbeat.ejected", 401, "token_revoked", fixture -> {
                guestInside(fixture);
                fixture.eject("open-house");
            }),
            scenario(
                    "heartbeat.expired-token",
                    401,
                    "token_expired",
                    fixture -> fixture.earlier(HOUR, () -> guestInside(fixture))),
            scenario("heartbeat.access-token", 401, "token_invalid", ScenarioFixture::token),
            scenario("heartbeat.no-token", 401, "token_required"),

            // what was held
            scenario("list-sessions", 200, Scenarios::guestInside),
            scenario(
                    "list-sessions.everybody-vanished",
                    200,
                    fixture -> fixture.earlier(HOUR, () -> {
                        fixture.room("open-house", "'maxParticipants':2");
                        fixture.guest("open-house");
                    })),
            scenario("list-sessions.by-guest", 403, "forbidden", Scenarios::guestInside),
            scenario("list-sessions.no-such-room", 404, "room_not_found"),
            scenario("list-participants", 200, fixture -> {
                guestInside(fixture);
                fixture.leave();
            }),
            scenario(
                    "list-participants.no-such-session",
                    404,
                    "session_not_found",
                    fixture -> fixture.room("open-house")),
            scenario("list-participants.by-guest", 403, "forbidden", Scenarios::guestInside),
            scenario("list-active-sessions", 200, Scenarios::guestInside),
            scenario("list-active-sessions.bad-limit", 400, "malformed_request"),
            scenario("list-active-sessions.no-key", 401, "unauthenticated"),

            // Huddle01's API
            scenario("create-peer-token", 200, Scenarios::huddle01Room),
            scenario("create-peer-token.custom-role", 200, Scenarios::huddle01Room),
            scenario("create-peer-token.audio-room", 200, Scenarios::huddle01Room),
            scenario("create-peer-token.no-such-room", 404, "room_not_found"),
            scenario("create-peer-token.no-key", 401, "unauthenticated", Scenarios::huddle01Room),
            scenario("create-peer-token.unknown-field", 400, "malformed_request", Scenarios::huddle01Room),
            scenario("create-peer-token.no-role", 400, "malformed_request", Scenarios::huddle01Room),
            scenario("huddle01.create-room", 201),
            scenario("huddle01.create-room-unknown-field", 400, "malformed_request"),
            scenario("huddle01.get-rooms", 200, fixture -> {
                huddle01Room(fixture);
                fixture.room("open-house");
            }),
            scenario("huddle01.get-rooms-forged-cursor", 400, "malformed_request"),
            scenario("huddle01.room-details", 200, Scenarios::huddle01Room),
            scenario("huddle01.no-such-room", 404, "room_not_found"),
            scenario("huddle01.no-key", 401, "unauthenticated", Scenarios::huddle01Room),
            scenario("huddle01.metadata", 200, Scenarios::huddle01Room),
            scenario("huddle01.metadata-no-room-named", 400, "malformed_request"),
            scenario("huddle01.set-metadata", 200, Scenarios::huddle01Room),
            scenario("huddle01.metadata-of-room", 200, Scenarios::huddle01Room),
            scenario("huddle01.set-metadata-of-room", 200, Scenarios::huddle01Room),
            scenario("huddle01.validate-room", 200, Scenarios::huddle01Room),
            scenario("huddle01.validate-no-such-room", 401, "room_not_found"),
            scenario("huddle01.session-details", 200, Scenarios::guestInside),
            scenario(
                    "huddle01.session-details-everybody-vanished",
                    200,
                    fixture -> fixture.earlier(HOUR, () -> {
                        fixture.room("open-house", "'maxParticipants':2");
                        fixture.guest("open-house");
                    })),
            scenario("huddle01.participant-list", 200, fixture -> {
                guestInside(fixture);
                fixture.leave();
            }),
            scenario("huddle01.participant-list-no-such-session", 404, "session_not_found", Scenarios::guestInside),
            scenario("huddle01.participant-lists", 200, Scenarios::guestInside),
            scenario("huddle01.live-sessions", 200, Scenarios::guestInside),
            scenario("huddle01.live-session", 200, Scenarios::guestInside),
            scenario("huddle01.no-live-session", 404, "session_not_found", Scenarios::huddle01Room),
            scenario("huddle01.live-participants", 200, Scenarios::guestInside),
            scenario("huddle01.metrics", 200, Scenarios::guestInside),
            scenario("huddle01.recordings", 200),

            // keys
            scenario("session-jwks", 200, ScenarioFixture::publishKeys),
            scenario("access-jwks", 200, ScenarioFixture::publishKeys),
            scenario("status-list", 200),
            scenario("status-list.no-such-list", 404, "route_not_found"),

            // functions without a route answer without a status
            scenario("apps.create-app", 0),
            scenario("apps.create-app-strict", 0),
            scenario("apps.app-exists", 0, "app_exists"),
            scenario("apps.bad-name", 0, "malformed_request"),
            scenario("apps.get-app", 0),
            scenario("apps.get-app-no-such-app", 0, "app_not_found"),
            scenario("apps.update-app", 0),
            scenario("apps.update-app-nothing", 0, "malformed_request"),
            scenario(
                    "apps.cut-off",
                    0,
                    fixture -> fixture.earlier(Duration.ofMinutes(1), () -> cappedRoomWithHolder(fixture))),
            scenario("apps.kill-switch", 0),
            scenario("apps.set-media", 0),
            scenario("apps.set-media-again", 0, fixture -> {
                fixture.mediaServer();
                fixture.noMediaServer();
            }),
            scenario("apps.set-media-without-a-secret", 0, "malformed_request"),
            scenario("apps.unset-media", 0, ScenarioFixture::mediaServer),
            scenario("apps.create-key", 0),
            scenario("apps.create-key-without-a-use", 0, "malformed_request"),
            scenario("apps.list-keys", 0),
            scenario("apps.update-key", 0),
            scenario("apps.rotate-key", 0),
            scenario("apps.revoke-key", 0),
            scenario("apps.revoke-key-no-such-key", 0, "key_not_found"),
            scenario("apps.export-person", 0, Scenarios::userEverywhere),
            scenario("apps.export-person-of-no-name", 0, "malformed_request"),
            scenario("apps.erase-person", 0, Scenarios::userEverywhere),
            scenario("apps.erase-person-forged-cursor", 0, "malformed_request"),
            scenario("apps.unknown-action", 0, "malformed_request"),
            scenario("rotate-signing-key.create-secret", 0),
            scenario("rotate-signing-key.set-secret", 0, fixture -> fixture.rotation("create")),
            scenario("rotate-signing-key.test-secret", 0, fixture -> fixture.rotation("create")),
            scenario("rotate-signing-key.finish-secret", 0, fixture -> fixture.rotation("create")),
            scenario("rotate-signing-key.publish-keys", 0, fixture -> {
                fixture.rotation("create");
                fixture.rotation("finish");
            }),
            scenario("rotate-signing-key.unknown-version", 0, "RotationException"),
            scenario("publish-events", 0),
            scenario("publish-events.poisoned", 0),
            scenario("publish-events.no-change", 0, "IllegalArgumentException"),
            scenario("publish-events.parked", 0, ScenarioFixture::parkedChanges),
            scenario("dispatch-webhooks", 0, fixture -> fixture.webhook(204)),
            scenario("dispatch-webhooks.no-message", 0, "IllegalArgumentException"),
            scenario("send-webhook", 0, fixture -> {
                fixture.webhook(204);
                fixture.delivery();
            }),
            scenario("send-webhook.failing", 0, fixture -> {
                fixture.webhook(500);
                fixture.delivery();
            }),
            scenario("send-webhook.gone", 0, fixture -> {
                fixture.webhook(410);
                fixture.delivery();
            }),
            scenario("send-webhook.resume", 0, fixture -> {
                fixture.webhook(204);
                fixture.delivery();
                fixture.putOff(1_000L * fixture.now());
            }),
            scenario("send-webhook.no-message", 0, "IllegalArgumentException"),
            scenario("api-keys", 201),
            scenario("api-keys.idempotent", 201),
            scenario("api-keys.again", 201, ScenarioFixture::keyOnce),
            scenario("api-keys.no-scopes", 400, "malformed_request"),
            scenario(
                    "api-keys.more-than-ones-own",
                    403,
                    "forbidden",
                    fixture -> fixture.anotherKey("tokens", "settings")),
            scenario("api-keys.list", 200, fixture -> {
                fixture.anotherKey("tokens");
                fixture.room("used-before"); // the day of its first use is noted while others wait for nothing
            }),
            scenario("api-keys.no-key", 401, "unauthenticated"),
            scenario("api-keys.change", 200, fixture -> fixture.anotherKey("tokens")),
            scenario("api-keys.change-no-such-key", 404, "key_not_found"),
            scenario("api-keys.narrow-the-last", 403, "forbidden", fixture -> fixture.anotherKey("tokens")),
            scenario("api-keys.rotate", 201, fixture -> fixture.anotherKey("tokens")),
            scenario("api-keys.revoke", 200, fixture -> fixture.anotherKey("tokens")),
            scenario(
                    "api-keys.revoke-the-last",
                    403,
                    "forbidden",
                    fixture -> fixture.anotherKey("settings", "read-only")),
            scenario("api-keys.revoke-ones-own", 200, fixture -> fixture.anotherKey("settings")),
            scenario("media-settings", 200, ScenarioFixture::mediaServer),
            scenario("media-settings.none", 200),
            scenario("media-settings.no-key", 401, "unauthenticated"),
            scenario("media-settings.set", 200),
            scenario("media-settings.set-again", 200, ScenarioFixture::mediaServer),
            scenario("media-settings.set-after-unset", 200, fixture -> {
                fixture.mediaServer();
                fixture.noMediaServer();
            }),
            scenario("media-settings.private-address", 400, "malformed_request"),
            scenario("media-settings.secret-sent-elsewhere", 400, "malformed_request", ScenarioFixture::mediaServer),
            scenario("media-settings.set-without-a-secret", 400, "malformed_request"),
            scenario("media-settings.unset", 200, ScenarioFixture::mediaServer),
            scenario("dashboard", 201),
            scenario("dashboard.key-in-query", 401, "unauthenticated"),
            scenario("dashboard.sign-in-with-session", 401, "unauthenticated", ScenarioFixture::signIn),
            scenario("dashboard.list", 200, ScenarioFixture::signIn),
            scenario("dashboard.list-with-key", 200, ScenarioFixture::signIn),
            scenario("dashboard.current", 200, ScenarioFixture::signIn),
            scenario("dashboard.without-header", 401, "dashboard_session_over", ScenarioFixture::signIn),
            scenario("dashboard.session-over", 401, "dashboard_session_over", Scenarios::signedInTooLong),
            scenario("dashboard.key-revoked", 401, "dashboard_session_over", fixture -> {
                fixture.signIn();
                fixture.revokeKey();
            }),
            scenario("dashboard.app-switched-off", 403, "forbidden", fixture -> {
                fixture.signIn();
                fixture.switchedOff();
            }),
            scenario("dashboard.unknown-session", 401, "dashboard_session_over", ScenarioFixture::signIn),
            scenario("dashboard.sign-out", 200, ScenarioFixture::signIn),
            scenario("dashboard.sign-out-again", 200, ScenarioFixture::signIn),
            scenario("dashboard.end", 200, ScenarioFixture::signIn),
            scenario("dashboard.no-such-session", 404, "dashboard_session_not_found", ScenarioFixture::signIn),
            scenario("webhooks", 201),
            scenario("webhooks.private-address", 400, "malformed_request"),
            scenario("webhooks.unknown-type", 400, "malformed_request"),
            scenario("webhooks.list", 200, fixture -> fixture.webhook(204)),
            scenario("webhooks.get", 200, fixture -> fixture.webhook(204)),
            scenario("webhooks.no-such-webhook", 404, "webhook_not_found"),
            scenario("webhooks.change", 200, fixture -> fixture.webhook(204)),
            scenario("webhooks.switch-on-rooms", 200, ScenarioFixture::addressOfRoomsIsGone),
            scenario("webhooks.delete", 200, fixture -> fixture.webhook(204)),
            scenario("webhooks.delete-rooms", 400, "malformed_request"),
            scenario("webhooks.test", 200, fixture -> fixture.webhook(500)),
            scenario("webhooks.rotate-secret", 200, fixture -> fixture.webhook(204)),
            scenario("webhooks.rotate-rooms-secret", 200),
            scenario("webhooks.deliveries", 200, fixture -> {
                fixture.webhook(204);
                fixture.delivery();
            }),
            scenario("webhooks.replay", 200, fixture -> {
                fixture.webhook(204);
                fixture.delivery();
            }),
            scenario("webhooks.replay-failed", 200, fixture -> fixture.webhook(204)),
            scenario("schedule-deadlines", 0),
            scenario("schedule-deadlines.sweep", 0, ScenarioFixture::scheduledDeadlines),
            scenario("schedule-deadlines.no-change", 0, "IllegalArgumentException"),
            scenario("meet-deadlines", 0, Scenarios::vanishedHolder),
            scenario("meet-deadlines.peer-inside", 0, Scenarios::cappedRoomWithHolder),
            scenario("meet-deadlines.join-request", 0, fixture -> {
                joinRequests(fixture);
                fixture.earlier(Duration.ofMinutes(10), () -> fixture.askToJoin("private"));
            }),
            scenario("meet-deadlines.room-end", 0, fixture -> {
                fixture.earlier(Duration.ofMinutes(1), () -> {
                    fixture.roomThatEnds("weekly-sync", "'deleteOnExp':true", "'ejectAtRoomExp':true");
                    fixture.guest("weekly-sync");
                });
            }),
            scenario("meet-deadlines.meeting", 0, Scenarios::vanishedHolder),
            scenario("meet-deadlines.not-a-message", 0, "IllegalArgumentException"),
            scenario("command", 0, Scenarios::senderWithRoom),
            scenario("command.create-room", 0, ScenarioFixture::sender),
            scenario("command.revoke", 0, ScenarioFixture::sender),
            scenario("command.cut-off", 0, Scenarios::senderWithRoom),
            scenario("command.app-cut-off", 0, fixture -> {
                fixture.sender();
                fixture.earlier(Duration.ofMinutes(1), () -> cappedRoomWithHolder(fixture));
            }),
            scenario("command.eject", 0, fixture -> {
                fixture.sender();
                userInside(fixture);
            }),
            scenario("command.approve", 0, fixture -> {
                fixture.sender();
                asked(fixture);
            }),
            scenario("command.deny", 0, fixture -> {
                fixture.sender();
                asked(fixture);
            }),
            scenario("command.by-bus", 0),
            scenario("command.again", 0, fixture -> {
                senderWithRoom(fixture);
                fixture.command("command");
            }),
            scenario("command.other-content", 0, fixture -> {
                fixture.sender();
                fixture.command("command.create-room");
            }),
            scenario("command.many-bad-fields", 0, ScenarioFixture::sender),
            scenario("command.token-by-text", 0, ScenarioFixture::sender),
            scenario("command.anothers-app", 0, ScenarioFixture::sender),
            scenario("command.app-switched-off", 0, fixture -> {
                fixture.sender();
                fixture.switchedOff();
            }),
            scenario("command.unknown-sender", 0),
            scenario("command.no-message", 0, "IllegalArgumentException"),
            scenario("apps.add-sender", 0),
            scenario("apps.list-senders", 0, ScenarioFixture::sender),
            scenario("apps.remove-sender", 0, ScenarioFixture::sender),
            scenario("apps.add-sender-by-arn", 0, "malformed_request"),

            // live connections
            scenario("connect", 200, Scenarios::guestInside),
            scenario("connect.ticket", 200, Scenarios::asked),
            scenario("connect.no-token", 401, "token_required", Scenarios::guestInside),
            scenario("connect.another-version", 400, "malformed_request", Scenarios::guestInside),
            scenario("connect.access-token", 401, "token_invalid", Scenarios::tokenForPrivateRoom),
            scenario(
                    "connect.expired-token",
                    401,
                    "token_expired",
                    fixture -> fixture.earlier(HOUR, () -> guestInside(fixture))),
            scenario(
                    "connect.lost-lease",
                    200,
                    fixture -> fixture.earlier(Duration.ofSeconds(181), () -> guestInside(fixture))),
            scenario(
                    "connect.time-up",
                    401,
                    "token_expired",
                    fixture -> fixture.earlier(LEASE, () -> {
                        fixture.room("open-house", "'ejectAfterElapsedTimeInSec':" + LEASE.toSeconds());
                        fixture.guest("open-house");
                    })),
            scenario("connect.revoked-token", 401, "token_revoked", fixture -> {
                userInside(fixture);
                fixture.revokeToken();
            }),
            scenario("connect.ejected", 401, "token_revoked", fixture -> {
                guestInside(fixture);
                fixture.eject("open-house");
            }),
            scenario("connect.denied-ticket", 409, "already_decided", fixture -> {
                asked(fixture);
                fixture.deny("private");
            }),
            scenario("disconnect", 200, Scenarios::connected),
            scenario("disconnect.waiting", 200, Scenarios::waitingConnected),
            scenario("disconnect.other-connection", 200, fixture -> {
                guestInside(fixture);
                fixture.connectAgain("connect");
                fixture.connect("connect");
            }),
            scenario("disconnect.no-connection", 0, "IllegalArgumentException"),
            scenario("receive", 200, fixture -> fixture.earlier(Duration.ofMinutes(4), () -> connected(fixture))),
            scenario(
                    "receive.lost-lease",
                    200,
                    fixture -> fixture.earlier(Duration.ofMinutes(21), () -> connected(fixture))),
            scenario("receive.no-connection", 200, Scenarios::guestInside),
            scenario("receive.waiting", 200, Scenarios::waitingConnected),
            scenario("receive.approve", 200, Scenarios::hostConnected),
            scenario("receive.deny", 200, Scenarios::hostConnected),
            scenario("receive.approve-by-guest", 200, "forbidden", fixture -> {
                askedOfAGuest(fixture);
                fixture.connect("connect");
            }),
            scenario("receive.leave", 200, Scenarios::connected),
            scenario("receive.withdraw", 200, Scenarios::waitingConnected),
            scenario("receive.unknown-type", 200, "malformed_request", Scenarios::connected),
            scenario("receive.taken-over", 200, fixture -> {
                connected(fixture);
                fixture.comeAgain("open-house");
            }),
            scenario("receive.not-json", 200, Scenarios::connected),
            scenario("receive.binary", 200, Scenarios::connected),
            scenario("push", 0, fixture -> {
                waitingConnected(fixture);
                fixture.approve("private");
            }),
            scenario("push.approved-holder", 0, fixture -> {
                fixture.room("private", "'roomLocked':true");
                fixture.token("'roomName':'private'", "'ejectAfterElapsedTimeInSec':600");
                fixture.askToJoinWithToken("private");
                fixture.connect("connect.ticket");
                fixture.knowRoom("private");
                fixture.approve("private");
            }),
            scenario("push.place-of-a-vanished-peer", 0, fixture -> {
                askedWhereSomebodyVanished(fixture);
                fixture.connect("connect.ticket");
                fixture.knowRoom("private");
                fixture.approve("private");
            }),
            scenario("push.media-server", 0, fixture -> {
                waitingConnected(fixture);
                fixture.approve("private");
                fixture.mediaServer();
            }),
            scenario("push.state", 0, fixture -> {
                guestUnder(fixture, "host");
                fixture.connect("connect");
            }),
            scenario("push.state-of-who-waits", 0, Scenarios::waitingConnected),
            scenario("push.look", 0, fixture -> {
                waitingConnected(fixture);
                fixture.update("private", "'privacy':'public'");
            }),
            scenario("push.places", 0, Scenarios::waitingConnected),
            scenario("push.peer-updated", 0, fixture -> {
                connected(fixture);
                fixture.changePeer("open-house", "'role':'host'");
            }),
            scenario("push.peer-left", 0, fixture -> {
                connected(fixture);
                fixture.eject("open-house");
            }),
            scenario("push.room-updated", 0, Scenarios::waitingConnected),
            scenario("push.gone-connection", 0, fixture -> {
                joinRequests(fixture);
                fixture.earlier(Duration.ofMinutes(1), () -> {
                    fixture.token();
                    fixture.holder("private");
                    fixture.connect("connect");
                });
                fixture.knowRoom("private");
                fixture.connectionsAreGone();
            }),
            scenario("push.no-message", 0, "IllegalArgumentException"),

            // media servers
            scenario("media", 0, fixture -> {
                onMediaServer(fixture);
                fixture.eject("open-house");
            }),
            scenario("media.peer-updated", 0, Scenarios::onMediaServer),
            scenario("media.meeting-started", 0, Scenarios::onMediaServer),
            scenario("media.meeting-ended", 0, fixture -> {
                onMediaServer(fixture);
                fixture.leave();
            }),
            scenario("media.room-updated", 0, Scenarios::onMediaServer),
            scenario("media.look", 0, fixture -> {
                onMediaServer(fixture);
                fixture.enterLiveKit();
            }),
            scenario("media.participant-left", 0, fixture -> {
                onMediaServer(fixture);
                fixture.leaveLiveKit();
            }),
            scenario("media.not-a-message", 0, "IllegalArgumentException"),
            scenario("live-kit-webhook", 200, fixture -> {
                onMediaServer(fixture);
                fixture.signLiveKitWebhook("live-kit-webhook");
            }),
            scenario("live-kit-webhook.stranger", 200, fixture -> {
                onMediaServer(fixture);
                fixture.signLiveKitWebhook("live-kit-webhook.stranger");
            }),
            scenario("live-kit-webhook.left", 200, fixture -> {
                onMediaServer(fixture);
                fixture.signLiveKitWebhook("live-kit-webhook.left");
            }),
            scenario("live-kit-webhook.forged", 401, "token_invalid", Scenarios::onMediaServer),
            scenario("live-kit-webhook.unsigned", 401, "token_required", Scenarios::onMediaServer),
            scenario("live-kit-webhook.no-media-server", 404, "app_not_found"),
            scenario("live-kit-gate", 204, Scenarios::onMediaServer),
            scenario("live-kit-gate.ejected", 403, "forbidden", fixture -> {
                onMediaServer(fixture);
                fixture.eject("open-house");
            }),
            scenario("live-kit-gate.no-token", 403, "forbidden", Scenarios::onMediaServer),
            scenario("live-kit-token", 201, Scenarios::mediaServerAndToken),
            scenario("live-kit-token.through-pages", 201, Scenarios::mediaServerAndToken),
            scenario("live-kit-token.again", 201, fixture -> {
                mediaServerAndToken(fixture);
                fixture.holder("weekly-sync");
            }),
            scenario("live-kit-token.session-token", 201, Scenarios::onMediaServer),
            scenario("live-kit-token.waiting", 403, "waiting", Scenarios::mediaServerAndLockedRoom),
            scenario("live-kit-token.approved", 201, fixture -> {
                mediaServerAndLockedRoom(fixture);
                fixture.askToJoinWithToken("weekly-sync");
                fixture.approve("weekly-sync");
            }),
            scenario("live-kit-token.place-of-a-vanished-peer", 201, fixture -> {
                fixture.mediaServer();
                fixture.earlier(HOUR, () -> {
                    fixture.room("weekly-sync", "'maxParticipants':1");
                    fixture.guest("weekly-sync");
                });
                fixture.token("'roomName':'weekly-sync'", "'ejectAfterElapsedTimeInSec':1800");
            }),
            scenario("live-kit-token.chosen-identity", 400, "malformed_request", Scenarios::mediaServerAndToken),
            scenario("live-kit-token.no-token", 401, "token_required", Scenarios::mediaServerAndToken));

    private Scenarios() {}

    /** Somebody is inside a room, on the app's media server too. */
    private static void onMediaServer(ScenarioFixture fixture) {
        fixture.mediaServer();
        fixture.room("open-house");
        fixture.guest("open-house");
    }

    private static void mediaServerAndToken(ScenarioFixture fixture) {
        fixture.mediaServer();
        fixture.room("weekly-sync");
        fixture.token("'roomName':'weekly-sync'");
    }

    private static void mediaServerAndLockedRoom(ScenarioFixture fixture) {
        fixture.mediaServer();
        fixture.room("weekly-sync", "'roomLocked':true", "'enableRequestToJoin':true");
        fixture.token("'roomName':'weekly-sync'");
    }

    /** Those of one function. */
    static List<Scenario> of(Template.Function function) {
        return ALL.stream()
                .filter(scenario -> scenario.file().function().equals(function.kebabName()))
                .toList();
    }

    private static void senderWithRoom(ScenarioFixture fixture) {
        fixture.sender();
        fixture.room("weekly-sync");
    }

    private static void connected(ScenarioFixture fixture) {
        guestInside(fixture);
        fixture.connect("connect");
        fixture.knowRoom("open-house");
    }

    private static void approvedWhereSomebodyVanished(ScenarioFixture fixture) {
        askedWhereSomebodyVanished(fixture);
        fixture.approve("private");
    }

    /** The only place of the room is that of a peer who was not heard of for an hour. */
    private static void askedWhereSomebodyVanished(ScenarioFixture fixture) {
        fixture.earlier(HOUR, () -> {
            fixture.room("private", "'privacy':'private'", "'enableRequestToJoin':true", "'maxParticipants':1");
            fixture.token("'roomName':'private'");
            fixture.holder("private");
        });
        fixture.askToJoin("private");
    }

    private static void waitingConnected(ScenarioFixture fixture) {
        asked(fixture);
        fixture.connect("connect.ticket");
        fixture.knowRoom("private");
    }

    private static void hostConnected(ScenarioFixture fixture) {
        asked(fixture);
        fixture.admin("private", "host");
        fixture.connect("connect");
    }

    private static void cappedRoomWithHolder(ScenarioFixture fixture) {
        fixture.room("weekly-sync", "'privacy':'private'", "'maxParticipants':10");
        fixture.token("'roomName':'weekly-sync'");
        fixture.holder("weekly-sync");
    }

    private static void vanishedHolder(ScenarioFixture fixture) {
        fixture.earlier(Duration.ofMinutes(2), () -> cappedRoomWithHolder(fixture));
        fixture.knowRoom("weekly-sync");
    }

    private static void tokenForPrivateRoom(ScenarioFixture fixture) {
        fixture.room("weekly-sync", "'privacy':'private'");
        fixture.token("'roomName':'weekly-sync'");
    }

    /** It expires now: at that very second it is no longer valid. */
    private static void expiredToken(ScenarioFixture fixture) {
        fixture.room("weekly-sync", "'privacy':'private'");
        fixture.earlier(HOUR, () -> fixture.token("'roomName':'weekly-sync'", "'expireUnixSec':" + fixture.now()));
    }

    private static void tokenForLater(ScenarioFixture fixture) {
        fixture.room("weekly-sync", "'privacy':'private'");
        fixture.token("'roomName':'weekly-sync'", "'notBeforeUnixSec':" + fixture.soon());
    }

    /** Eight hours ago. */
    private static void signedInTooLong(ScenarioFixture fixture) {
        fixture.earlier(Duration.ofHours(8), fixture::signIn);
    }

    private static void forgedToken(ScenarioFixture fixture) {
        fixture.elsewhere(fixture::token);
    }

    private static void joinRequests(ScenarioFixture fixture) {
        fixture.room("private", "'privacy':'private'", "'enableRequestToJoin':true");
    }

    private static void joinTooOften(ScenarioFixture fixture) {
        for (int joinAttempts = 0; joinAttempts < JoinAttemptLimit.USUAL; joinAttempts++) {
            fixture.askToJoin("private");
        }
    }

    private static void asked(ScenarioFixture fixture) {
        joinRequests(fixture);
        fixture.askToJoin("private");
    }

    private static void askedOfAGuest(ScenarioFixture fixture) {
        asked(fixture);
        fixture.token();
        fixture.holder("private");
    }

    private static void huddle01Room(ScenarioFixture fixture) {
        fixture.room("abc-defg-hij", "'privacy':'private','metadata':{'title':'Weekly'}");
    }

    private static void guestInside(ScenarioFixture fixture) {
        fixture.room("open-house");
        fixture.guest("open-house");
    }

    /** Inside, gone, at the door, banned, and in what makes a repeat harmless. */
    private static void userEverywhere(ScenarioFixture fixture) {
        fixture.webhook(204);
        fixture.delivery();
        fixture.room("open-house", "'maxParticipants':5");
        fixture.room("stage", "'roomLocked':true");
        fixture.tokenOnce("'roomName':'open-house','externalUserId':'user-7','email':'ada@example.com'");
        fixture.holder("open-house");
        fixture.leave();
        fixture.holder("open-house");
        fixture.token("'roomName':'stage','externalUserId':'user-7'");
        fixture.holderAsksToJoin("stage");
        fixture.ban("stage", "user-7");
    }

    /** PEER_ID_HERE is a guest, SESSION_TOKEN_HERE somebody of that role. */
    private static void guestUnder(ScenarioFixture fixture, String role) {
        guestInside(fixture);
        fixture.admin("open-house", role);
    }

    private static void hostUnderCoHost(ScenarioFixture fixture) {
        fixture.room("open-house");
        fixture.token("'role':'host'", "'externalUserId':'user-42'");
        fixture.holder("open-house");
        fixture.admin("open-house", "coHost");
    }

    /** Somebody with a token that names the user, in a room that counts. */
    private static void userInside(ScenarioFixture fixture) {
        fixture.room("open-house", "'maxParticipants':5");
        fixture.token("'externalUserId':'user-42'");
        fixture.holder("open-house");
    }

    /** The same in a large room with one counter of places. */
    private static void insideLargeRoom(ScenarioFixture fixture) {
        fixture.room("open-house", "'large':true", "'maxParticipants':500");
        fixture.token("'externalUserId':'user-42'");
        fixture.holder("open-house");
    }

    private static Scenario scenario(String event, int status) {
        return new Scenario(event, status, null, fixture -> {});
    }

    private static Scenario scenario(String event, int status, Consumer<ScenarioFixture> before) {
        return new Scenario(event, status, null, before);
    }

    private static Scenario scenario(String event, int status, String code) {
        return new Scenario(event, status, code, fixture -> {});
    }

    private static Scenario scenario(String event, int status, String code, Consumer<ScenarioFixture> before) {
        return new Scenario(event, status, code, before);
    }

    /**
     * @param code why it is refused; null when it is not
     * @param before sets the stage
     */
    record Scenario(String event, int status, @Nullable String code, Consumer<ScenarioFixture> before) {
        EventFile file() {
            return EventFile.named(event);
        }

        @Override
        public String toString() {
            return event + " -> " + status + (code == null ? "" : " " + code);
        }
    }
}
