package dev.latchkey.functions.operator;

import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.settings.OperationLog;
import dev.latchkey.privacy.Identity;
import dev.latchkey.privacy.PersonalData;
import dev.latchkey.privacy.PersonalData.Kind;
import dev.latchkey.privacy.Search;
import dev.latchkey.privacy.Search.Stage;
import dev.latchkey.retry.Deadline;
import dev.latchkey.token.Person;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What the operator may do about one person of an app: show all that is kept of the person, and erase it. */
final class PersonActions {
    /** What is left of a call's time when it stops: enough to end the item at hand and to answer. */
    private static final Duration RESERVE = Duration.ofSeconds(8);

    private final ApiKeyStore store;
    private final PersonalData data;
    private final Clock clock;
    private final OperationLog log;

    PersonActions(ApiKeyStore store, PersonalData data, Clock clock, OperationLog log) {
        this.store = store;
        this.data = data;
        this.clock = clock;
        this.log = log;
    }

    Map<String, AppsHandler.Action> byName() {
        return Map.of("export-person", this::export, "erase-person", this::erase);
    }

    private Map<String, Object> export(Body body) {
        Search from = search(body, Stage.COLLECT);
        PersonalData.Export export = data.export(from, PersonActions::isLate);
        log.done("export-person", from.app());
        Map<String, Object> json = answer(export.reached());
        json.put("items", export.traces().stream().map(TraceJson::of).toList());
        return json;
    }

    private Map<String, Object> erase(Body body) {
        Search from = search(body, Stage.PUT_OUT, Stage.ERASE);
        PersonalData.Erasure erasure = data.erase(from, clock.instant(), PersonActions::isLate);
        log.done("erase-person", from.app());
        Map<String, Object> json = answer(erasure.reached());
        Map<String, Object> erased = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            erased.put(TraceJson.name(kind), (long) erasure.counts().getOrDefault(kind, 0));
        }
        json.put("erased", erased);
        TreeSet<String> rooms = new TreeSet<>();
        erasure.mentions().forEach(room -> rooms.add(room.value()));
        json.put("mentionedInRooms", List.copyOf(rooms));
        return json;
    }

    private static boolean isLate() {
        return Deadline.current().left().compareTo(RESERVE) < 0;
    }

    /** @param stages those that only this action comes to */
    private Search search(Body body, Stage... stages) {
        AppName app = Fields.app(body);
        Optional<String> userId = body.id("externalUserId", Person.LONGEST_USER_ID);
        Optional<String> email = body.id("email", Person.LONGEST_EMAIL);
        if (!body.has("externalUserId") && !body.has("email")) {
            body.refuse("body", "must name the person by externalUserId, by email, or by both");
        }
        Identity byUser = userId.map(Identity::ofUser).orElse(Identity.UNKNOWN);
        Identity byEmail = email.map(Identity::ofEmail).orElse(Identity.UNKNOWN);
        Search begin = Search.begin(app, byUser.and(byEmail));
        Optional<Search> reached = body.parsed(
                "cursor", text -> SearchCursor.read(text, begin, List.of(stages)), "is not one that this action gave");
        body.finish();
        Fields.require(store, app);
        return reached.orElse(begin);
    }

    private static Map<String, Object> answer(Search reached) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("app", reached.app().value());
        json.put("complete", reached.isOver());
        json.put("cursor", reached.isOver() ? null : SearchCursor.write(reached));
        json.put("externalUserIds", List.copyOf(new TreeSet<>(reached.who().userIds())));
        json.put("emails", List.copyOf(new TreeSet<>(reached.who().emails())));
        return json;
    }
}
