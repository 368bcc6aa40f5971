package dev.latchkey.meeting;

import dev.latchkey.access.Presented;
import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets a join that is sent again under the same {@code Idempotency-Key} be one join: the same place, or the same join request.
 *
 * <p>Once a person may come in or has to wait, the id that the peer or the request will have is kept under the key; then it is
 * written, unless something of that id is there. So a repeat, also one at the same moment or after a crash, finds the first or
 * becomes it, and nothing that opens a door is kept.
 */
public final class JoinOnce {
    private static final String ID = "entryId";

    /** Set once the join was answered: when nothing of the id is there any more, it is over. */
    private static final String ANSWERED = "answered";

    private final IdempotencyStore kept;
    private final MeetingStore meetings;
    private final JoinRequestStore joinRequests;
    private final EntryService entryService;
    private final WaitingRoomService waitingRoom;
    private final AdmissionService admissionService;
    private final Clock clock;

    public JoinOnce(
            IdempotencyStore kept,
            MeetingStore meetings,
            JoinRequestStore joinRequests,
            EntryService entryService,
            WaitingRoomService waitingRoom,
            AdmissionService admissionService,
            Clock clock) {
        this.kept = kept;
        this.meetings = meetings;
        this.joinRequests = joinRequests;
        this.entryService = entryService;
        this.waitingRoom = waitingRoom;
        this.admissionService = admissionService;
        this.clock = clock;
    }

    /**
     * As {@link EntryService#enter}.
     *
     * @throws RefusedException also idempotency_conflict, and join_request_expired for a repeat by somebody who is out again
     */
    public EntryResult enter(IdempotencyKey key, EntryRequest request) {
        Instant now = clock.instant();
        Map<String, String> first = kept.find(key, now).orElse(Map.of());
        Optional<EntryResult> again =
                Optional.ofNullable(first.get(ID)).flatMap(id -> again(request.app(), request.room(), id, now));
        if (again.isPresent()) {
            return again.get();
        }
        if (first.containsKey(ANSWERED)) {
            throw new RefusedException(
                    Reason.JOIN_REQUEST_EXPIRED,
                    "who came in under this Idempotency-Key is out again: send another one to come back");
        }
        Supplier<String> ids = () -> Objects.requireNonNull(
                kept.first(key, Map.of(ID, Ids.ulid(now)), now).get(ID));
        EntryResult result = entryService.enter(request, ids);
        kept.keep(key, Map.of(ID, id(result), ANSWERED, "yes"), now);
        return result;
    }

    /** What has become of the first join; empty when nothing of its id is there. */
    private Optional<EntryResult> again(AppName appName, RoomName roomName, String id, Instant now) {
        Optional<JoinRequest> request = joinRequests.find(appName, roomName, id);
        if (request.isPresent()) {
            return Optional.of(waitingRoom.lookAfter(appName, roomName, request.get(), now));
        }
        EntrySnapshot snapshot = meetings.look(appName, roomName, new Presented.Nothing());
        snapshot.requireEnabled();
        return admissionService.again(snapshot.requireRoom(), id, now);
    }

    private static String id(EntryResult result) {
        return result instanceof EntryResult.Admitted admitted
                ? admitted.admission().peer().id()
                : ((EntryResult.Waiting) result).request().id();
    }
}
