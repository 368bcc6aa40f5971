package dev.latchkey.functions.command;

import dev.latchkey.access.AuditLog;
import dev.latchkey.apikey.Caller;
import dev.latchkey.app.App;
import dev.latchkey.command.CommandKey;
import dev.latchkey.command.CommandStore;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.join.ModerationRequest;
import dev.latchkey.functions.people.EjectPeerRequest;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.room.CreateRoomRequest;
import dev.latchkey.functions.token.IssuedToken;
import dev.latchkey.functions.token.RevokeTokenRequest;
import dev.latchkey.functions.token.TokenCreation;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Ejection;
import dev.latchkey.meeting.JoinRequestModeration;
import dev.latchkey.meeting.Moderator;
import dev.latchkey.meeting.PeerService;
import dev.latchkey.meeting.RevocationService;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.NewRooms;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries commands out, as the app's key would by HTTP. Each way may be interrupted anywhere and gone again: then it comes to the
 * same end.
 */
final class CommandExecution {
    private final RoomStore rooms;
    private final TokenCreation tokens;
    private final TokenReplies replies;
    private final RevocationService revocations;
    private final PeerService peers;
    private final JoinRequestModeration moderation;
    private final CommandStore commands;
    private final Clock clock;
    private final AuditLog auditLog;
    private final AddressRules addresses;
    private final NewRooms newRooms;

    CommandExecution(Services services, TokenCreation tokens, TokenReplies replies) {
        this.rooms = services.rooms();
        this.tokens = tokens;
        this.replies = replies;
        this.revocations = services.revocations();
        this.peers = services.peers();
        this.moderation = services.moderation();
        this.commands = services.commands();
        this.clock = services.clock();
        this.auditLog = services.auditLog();
        this.addresses = services.addressRules();
        this.newRooms = services.newRooms();
    }

    /**
     * What came of it, without a secret.
     *
     * @param progress what an earlier attempt has noted; empty for nothing
     */
    Map<String, Object> carryOut(App app, CommandKey key, Command command, String progress) {
        return switch (command.type()) {
            case CREATE_ROOM -> createRoom(app, key, command.body());
            case CREATE_TOKEN -> createToken(app, key, command.body());
            case REVOKE -> revoke(app, key, command.body());
            case EJECT -> eject(moderator(app, key, command), key, command, progress);
            case APPROVE -> approve(moderator(app, key, command), command);
            case DENY -> deny(moderator(app, key, command), command);
        };
    }

    private Map<String, Object> createRoom(App app, CommandKey key, Body body) {
        Room room = CreateRoomRequest.read(body, caller(app, key, null), addresses, newRooms, clock.instant());
        Room made = rooms.createOnce(room, key.idempotency());
        return result("_id", made.id(), "roomName", made.name().value());
    }

    private Map<String, Object> createToken(App app, CommandKey key, Body body) {
        if (app.replyQueue().isEmpty()) {
            throw new RefusedException(
                    Reason.FORBIDDEN,
                    "this app has no reply queue, and a token is told nowhere else: the operator names one");
        }
        Room room = TokenCreation.room(body)
                .flatMap(name -> rooms.find(app.name(), name))
                .orElse(null);
        IssuedToken issued = tokens.createOnce(caller(app, key, room), body, key.idempotency());
        replies.send(app, key, issued);
        return new LinkedHashMap<>(Map.of("jti", issued.jti()));
    }

    private Map<String, Object> revoke(App app, CommandKey key, Body body) {
        if (body.has("token")) {
            body.refuse("token", "is not taken in a command: name the token's jti");
        }
        Optional<RoomName> named = RevokeTokenRequest.room(body);
        Room room = named.flatMap(name -> rooms.find(app.name(), name)).orElse(null);
        RevokeTokenRequest.read(body, clock.instant()).carryOut(revocations, caller(app, key, room));
        return new LinkedHashMap<>();
    }

    /** Who was found inside is put out, however often this has to be begun: then it is not for want of the peer that it fails. */
    private Map<String, Object> eject(Moderator by, CommandKey key, Command command, String progress) {
        EjectPeerRequest wanted = EjectPeerRequest.read(command.body());
        if (progress.isEmpty()) {
            boolean banned = peers.eject(
                    by, command.subject(), wanted.ban(), begun -> commands.note(key, EjectionJson.write(begun)));
            return result("peerId", command.subject(), "banned", banned);
        }
        Ejection begun = EjectionJson.read(progress);
        peers.finish(by, begun);
        return result("peerId", begun.peerId(), "banned", begun.bans());
    }

    private Map<String, Object> approve(Moderator by, Command command) {
        ModerationRequest wanted = ModerationRequest.ofApproval(command.body());
        return decide(by, command, "approved", id -> wanted.approve(moderation, by, id));
    }

    private Map<String, Object> deny(Moderator by, Command command) {
        ModerationRequest wanted = ModerationRequest.ofDenial(command.body());
        return decide(by, command, "denied", id -> wanted.deny(moderation, by, id));
    }

    private Map<String, Object> decide(Moderator by, Command command, String status, Decision decision) {
        Optional<JoinRequest> before = moderation.decidedBy(by, command.subject());
        JoinRequest decided = before.orElseGet(() -> decision.on(command.subject()));
        Map<String, Object> result = result("requestId", decided.id(), "status", status);
        result.put("expiresAt", status.equals("approved") ? decided.expires().getEpochSecond() : null);
        return result;
    }

    /** An app's commands act as its key would: as a host. */
    private Moderator moderator(App app, CommandKey key, Command command) {
        Room room = rooms.find(app.name(), command.roomName()).orElseThrow(Refusal.NO_SUCH_ROOM::toException);
        return Moderator.ofApp(room, key.by());
    }

    private Caller caller(App app, CommandKey key, @Nullable Room room) {
        return new Caller(app, key.by(), null, null, room, auditLog);
    }

    private static Map<String, Object> result(String first, Object one, String second, Object other) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(first, one);
        result.put(second, other);
        return result;
    }

    /** A decision on the join request of that id. */
    private interface Decision {
        JoinRequest on(String requestId);
    }
}
