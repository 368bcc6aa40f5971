package dev.latchkey.meeting;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.access.EntryDecision;
import dev.latchkey.access.Presented;
import dev.latchkey.app.App;
import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinAttemptLimit;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.joinrequest.SourceAddress;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.Person;
import dev.latchkey.token.SessionTokens;
import dev.latchkey.token.Tickets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The door: brings one person into one room, keeps the person waiting, or says why not. */
public final class EntryService {
    /** How soon it is worth trying again where too many wait. */
    private static final Duration CROWDED = Duration.ofSeconds(30);

    private static final int ATTEMPTS = 5;

    private final MeetingStore meetings;
    private final JoinRequestStore joinRequests;
    private final JoinAttemptLimit joinAttempts;
    private final JoinAttemptLimit tokenless;
    private final AccessTokens accessTokens;
    private final Tickets tickets;
    private final AdmissionService admissionService;
    private final EarlierEntry earlier;
    private final Clock clock;
    private final AuditLog auditLog;

    public EntryService(
            MeetingStore meetings,
            JoinRequestStore joinRequests,
            JoinAttemptLimit joinAttempts,
            JoinAttemptLimit tokenless,
            AccessTokens accessTokens,
            SessionTokens sessionTokens,
            Tickets tickets,
            AdmissionService admissionService,
            Clock clock,
            AuditLog auditLog) {
        this.meetings = meetings;
        this.joinRequests = joinRequests;
        this.joinAttempts = joinAttempts;
        this.tokenless = tokenless;
        this.accessTokens = accessTokens;
        this.tickets = tickets;
        this.admissionService = admissionService;
        this.earlier = new EarlierEntry(meetings, sessionTokens);
        this.clock = clock;
        this.auditLog = auditLog;
    }

    /** @throws RefusedException with the first rule that keeps the person out */
    public EntryResult enter(EntryRequest request) {
        return enter(request, () -> Ids.ulid(clock.instant()));
    }

    /** @param ids names the peer or the join request, and is asked once the person may come in or has to wait */
    EntryResult enter(EntryRequest request, Supplier<String> ids) {
        String accessToken = request.accessToken();
        Presented presented = accessToken == null ? new Presented.Nothing() : read(accessToken);
        Candidate candidate = new Candidate(presented, request.person(), null);
        Instant now = clock.instant();
        EntrySnapshot glance = meetings.look(request.app(), request.room(), presented);
        // A glance may miss a change of a moment ago. Whom it lets in is judged again; whom it keeps out, here.
        EntrySnapshot snapshot = candidate.decide(glance, now) instanceof EntryDecision.Admit
                ? glance
                : meetings.lookAgain(glance, request.app(), request.room());
        return auditLog.refusing(decision(candidate, snapshot), () -> {
            String sessionToken = request.sessionToken();
            Optional<EntryResult> back = sessionToken == null
                    ? Optional.empty()
                    : comeBack(request, sessionToken, candidate, snapshot, ids, now);
            return back.isPresent() ? back.get() : enter(candidate, request.address(), snapshot, ids, now);
        });
    }

    /** Takes the place of an earlier entry over, if it is still there: every rule is asked again, but whether there is a place. */
    private Optional<EntryResult> comeBack(
            EntryRequest request,
            String sessionToken,
            Candidate candidate,
            EntrySnapshot snapshot,
            Supplier<String> ids,
            Instant now) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            PeerSnapshot place = earlier.find(request.app(), request.room(), sessionToken, candidate, now)
                    .orElse(null);
            Peer peer = place == null ? null : place.peer();
            if (place == null || peer == null) {
                return Optional.empty();
            }
            Candidate back = candidate.backTo(peer);
            EntrySnapshot here = new EntrySnapshot(
                    place.app(), place.room(), snapshot.restrictions(), place.live(), snapshot.firstEntry());
            EntryDecision entry = back.decide(here, now);
            if (entry instanceof EntryDecision.Refuse refuse) {
                throw refuse.refusal().toException();
            }
            if (entry instanceof EntryDecision.Wait wait) {
                return Optional.of(queue(back, request.address(), here, wait.why(), ids, now));
            }
            Optional<EntryResult> result = admissionService.takeOver(place, now);
            if (result.isPresent()) {
                return result;
            }
            // It was changed, or left, in this very moment: it is looked for again.
        }
        return Optional.empty();
    }

    private EntryResult enter(
            Candidate candidate, SourceAddress address, EntrySnapshot snapshot, Supplier<String> ids, Instant now) {
        EntryDecision entry = candidate.decide(snapshot, now);
        if (entry instanceof EntryDecision.Refuse refuse) {
            throw refuse.refusal().toException();
        }
        if (entry instanceof EntryDecision.Wait wait) {
            return queue(candidate, address, snapshot, wait.why(), ids, now);
        }
        if (candidate.token().isEmpty()) {
            limitTokenless(snapshot, address, now);
        }
        return admissionService
                .admit(ids.get(), candidate, snapshot, (EntryDecision.Admit) entry, now)
                .orElseThrow();
    }

    private void limitTokenless(EntrySnapshot snapshot, SourceAddress address, Instant now) {
        App app = snapshot.app();
        int own = app == null ? 0 : app.tokenlessJoinsPerMinute();
        Duration pause = (own == 0 ? tokenless : tokenless.atMost(own)).count(snapshot.requireRoom(), address, now);
        if (!pause.isZero()) {
            throw RefusedException.rateLimited("too many come in here without a token: try again later", pause);
        }
    }

    private Presented read(String accessToken) {
        try {
            return new Presented.SignedToken(accessTokens.read(accessToken));
        } catch (RefusedException e) {
            if (e.reason() == Reason.TOKEN_INVALID) {
                return new Presented.BadToken(new Refusal(e.reason(), e.detail()));
            }
            throw e;
        }
    }

    private EntryResult queue(
            Candidate candidate,
            SourceAddress address,
            EntrySnapshot snapshot,
            EntryDecision.WaitReason why,
            Supplier<String> ids,
            Instant now) {
        Room room = snapshot.requireRoom();
        AccessClaims token = candidate.token().orElse(null);
        Optional<JoinRequest> before = token == null ? Optional.empty() : joinRequests.openBy(room, token.jti(), now);
        if (before.isPresent()) {
            return waiting(room, before.get());
        }
        Duration pause = joinAttempts.count(room, address, now);
        if (!pause.isZero()) {
            throw RefusedException.rateLimited("too many knocks at this door: try again later", pause);
        }
        Person person = token == null ? candidate.person() : token.person().orNamed(candidate.person());
        JoinRequest bare = JoinRequest.of(ids.get(), room.id(), person, why, now);
        JoinRequest request = token == null ? bare : bare.showing(token);
        JoinRequest first = joinRequests
                .create(room.app(), room.name(), request)
                .orElseThrow(() ->
                        RefusedException.rateLimited("too many people wait at this door: try again later", CROWDED));
        auditLog.record(decision(candidate, snapshot)
                .joinRequest(first.id())
                .outcome("waiting")
                .rule(why.name().toLowerCase(Locale.ROOT)));
        return waiting(room, first);
    }

    private EntryResult waiting(Room room, JoinRequest request) {
        return new EntryResult.Waiting(
                request, tickets.sign(WaitingRoomService.ticket(room.app(), room.name(), request)));
    }

    private static AuditEvent decision(Candidate candidate, EntrySnapshot snapshot) {
        Room room = snapshot.room();
        AuditEvent atDoor = AuditEvent.about(AuditEvent.What.ENTRY);
        AuditEvent about = room == null ? atDoor : atDoor.room(room);
        AccessClaims token = candidate.token().orElse(null);
        return token == null ? about : about.jti(token.jti()).user(token.app(), token.subject());
    }
}
