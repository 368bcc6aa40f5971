package dev.latchkey.meeting;

import dev.latchkey.access.Presented;
import dev.latchkey.app.AppName;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.joinrequest.SourceAddress;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.text.Sha256;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.Person;
import dev.latchkey.token.SessionClaims;
import dev.latchkey.token.SessionTokens;
import dev.latchkey.token.TokenScope;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets the holder of a token in, or tells again what was told: whoever asks as often as he likes with the same token is the same
 * peer, with one place. For clients that know how to ask for a token, and nothing of coming in.
 */
public final class EntryByToken {
    private final MeetingStore meetings;
    private final JoinRequestStore joinRequests;
    private final AccessTokens accessTokens;
    private final SessionTokens sessionTokens;
    private final EntryService entry;
    private final WaitingRoomService waitingRoom;
    private final JoinOnce joinOnce;
    private final AdmissionService admissions;
    private final Clock clock;

    public EntryByToken(
            MeetingStore meetings,
            JoinRequestStore joinRequests,
            AccessTokens accessTokens,
            SessionTokens sessionTokens,
            EntryService entry,
            WaitingRoomService waitingRoom,
            JoinOnce joinOnce,
            AdmissionService admissions,
            Clock clock) {
        this.meetings = meetings;
        this.joinRequests = joinRequests;
        this.accessTokens = accessTokens;
        this.sessionTokens = sessionTokens;
        this.entry = entry;
        this.waitingRoom = waitingRoom;
        this.joinOnce = joinOnce;
        this.admissions = admissions;
        this.clock = clock;
    }

    /**
     * As {@link EntryService#enter}.
     *
     * @param request its access token is the token, which may be a session token as well; its room is the one that was asked for
     * @throws RefusedException with the first rule that keeps the person out
     */
    public EntryResult enter(Asked request) {
        Instant now = clock.instant();
        Optional<SessionClaims> session = session(request.token(), now);
        return session.isPresent() ? again(request, session.get(), now) : enter(request, now);
    }

    private Optional<SessionClaims> session(String token, Instant now) {
        try {
            return Optional.of(sessionTokens.read(token, now));
        } catch (RefusedException e) {
            if (e.reason() == Reason.TOKEN_INVALID) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private EntryResult again(Asked request, SessionClaims claims, Instant now) {
        RoomName wanted = request.room();
        boolean same = claims.app().equals(request.app()) && (wanted == null || wanted.equals(claims.roomName()));
        if (!same) {
            throw new RefusedException(Reason.TOKEN_FOR_ANOTHER_ROOM, "the session token is for another room");
        }
        PeerSnapshot inside = meetings.lookInside(claims);
        inside.refusal(now).ifPresent(refusal -> {
            throw refusal.toException();
        });
        return admissions
                .again(Objects.requireNonNull(inside.room()), claims.peerId(), now)
                .orElseThrow(() -> new RefusedException(Reason.TOKEN_REVOKED, "its holder is no longer in the room"));
    }

    private EntryResult enter(Asked request, Instant now) {
        AccessClaims token = accessTokens.read(request.token());
        RoomName room = room(request, token);
        Optional<EntryResult> known = known(request.app(), room, token, now);
        if (known.isPresent()) {
            return known.get();
        }
        EntryRequest entering =
                new EntryRequest(request.app(), room, request.token(), null, request.person(), request.address());
        try {
            EntryResult first = joinOnce.enter(key(request.app(), room, token), entering);
            return isOver(first) ? entry.enter(entering) : first;
        } catch (RefusedException e) {
            if (e.reason() != Reason.JOIN_REQUEST_EXPIRED) {
                throw e;
            }
            // Who was in by it before comes back.
            return entry.enter(entering);
        }
    }

    /** What there is of the token's holder: whoever came in by it is inside, and whoever waits by it waits, or comes in now. */
    private Optional<EntryResult> known(AppName app, RoomName roomName, AccessClaims token, Instant now) {
        EntrySnapshot snapshot = meetings.look(app, roomName, new Presented.SignedToken(token));
        Room room = snapshot.room();
        if (room == null) {
            return Optional.empty();
        }
        snapshot.requireEnabled();
        Optional<EntryResult> inside = meetings.insideByToken(app, roomName, token.jti(), now)
                .flatMap(peer -> admissions.again(room, peer.id(), now));
        return inside.isPresent()
                ? inside
                : joinRequests
                        .openBy(room, token.jti(), now)
                        .map(request -> waitingRoom.lookAfter(app, roomName, request, now));
    }

    /** Who was turned away hears it for as long as it is remembered; who waited in vain, or gave up, may wait anew. */
    private static boolean isOver(EntryResult result) {
        return result instanceof EntryResult.Over over && over.request().state() != JoinRequestState.DENIED;
    }

    private static RoomName room(Asked request, AccessClaims token) {
        if (request.room() != null) {
            return request.room();
        }
        if (token.scope() instanceof TokenScope.OneRoom one) {
            return one.name();
        }
        throw RefusedException.malformed("room_name", "is needed, since the token is for every room");
    }

    private static IdempotencyKey key(AppName app, RoomName room, AccessClaims token) {
        return new IdempotencyKey(Sha256.hex("entry by token\n" + app + "\n" + room + "\n" + token.jti()), "");
    }

    /**
     * Who wants to come in.
     *
     * @param room null for the one that the token is for
     * @param token an access token or a session token
     * @param person under what name, where the token says none
     */
    public record Asked(AppName app, @Nullable RoomName room, String token, Person person, SourceAddress address) {
        /** It carries a token and a name: it does not print. */
        @Override
        public String toString() {
            return "Asked[" + app + "]";
        }
    }
}
