package dev.latchkey.functions.webhook;

import dev.latchkey.app.AppName;
import dev.latchkey.event.EventType;
import dev.latchkey.functions.body.Body;
import dev.latchkey.id.Ids;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.retry.OptimisticUpdate;
import dev.latchkey.room.RoomName;
import dev.latchkey.webhook.EndpointHealth;
import dev.latchkey.webhook.HealthStore;
import dev.latchkey.webhook.WebhookEndpoint;
import dev.latchkey.webhook.WebhookSignature;
import dev.latchkey.webhook.WebhookSigner;
import dev.latchkey.webhook.WebhookStore;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Makes, changes and shows the webhooks of apps. A secret is shown when it is new, and never again. */
final class WebhookEdits {
    private static final int LONGEST_DESCRIPTION = 200;
    private static final int MOST_FILTERS = 100;

    private final WebhookStore webhooks;
    private final HealthStore health;
    private final WebhookSigner signer;
    private final AddressRules rules;
    private final Clock clock;

    WebhookEdits(WebhookStore webhooks, HealthStore health, WebhookSigner signer, AddressRules rules, Clock clock) {
        this.webhooks = webhooks;
        this.health = health;
        this.signer = signer;
        this.rules = rules;
        this.clock = clock;
    }

    List<WebhookEndpoint> list(AppName app) {
        return webhooks.list(app);
    }

    WebhookEndpoint find(AppName app, String id) {
        return webhooks.find(app, id)
                .orElseThrow(() -> new RefusedException(Reason.WEBHOOK_NOT_FOUND, "there is no such webhook"));
    }

    Map<String, Object> create(AppName app, Body body) {
        Instant now = clock.instant();
        WebhookEndpoint blank = new WebhookEndpoint(
                app,
                WebhookEndpoint.ID_PREFIX + Ids.ulid(now),
                "",
                Set.of(),
                Set.of(),
                "",
                WebhookSignature.STANDARD,
                true,
                now,
                1,
                Instant.EPOCH,
                0);
        WebhookEndpoint made = changed(blank, body);
        if (!body.has("url")) {
            body.refuse("url", "is needed");
        }
        body.finish();
        if (!webhooks.create(made)) {
            throw RefusedException.malformed(
                    "url", "would be one too many: an app has at most " + WebhookEndpoint.MOST + " webhooks");
        }
        return withSecret(made);
    }

    /** What is switched off is switched on again by saying {@code enabled}, or another address. */
    Map<String, Object> change(WebhookEndpoint found, Body body) {
        boolean anew = body.bool("enabled", false) || body.has("url");
        WebhookEndpoint changed = update(found, before -> {
            WebhookEndpoint after = changed(before, body);
            body.finish();
            return after;
        });
        if (anew) {
            health.forget(changed.app(), changed.id());
        }
        return json(changed);
    }

    /** Of the addresses that rooms name nothing is said here but that all of them are switched on again. */
    Map<String, Object> switchOn(WebhookEndpoint ofRooms, Body body) {
        if (!body.bool("enabled", false)) {
            body.refuse("enabled", "must be true: the rest is for the rooms to say");
        }
        body.finish();
        health.forget(ofRooms.app(), ofRooms.id());
        return json(ofRooms);
    }

    private WebhookEndpoint changed(WebhookEndpoint before, Body body) {
        String url = body.parsed("url", text -> rules.parse(text).map(URI::toString), rules.expected())
                .orElse(before.url());
        String description = body.isEmptied("description")
                ? ""
                : body.text("description", LONGEST_DESCRIPTION).orElse(before.description());
        return new WebhookEndpoint(
                before.app(),
                before.id(),
                url,
                filter(body, "types", EventType::parse, before.types(), "must be types of events"),
                filter(body, "rooms", RoomName::parse, before.rooms(), "must be names of rooms"),
                description,
                body.parsed("signature", WebhookSignature::parse, "must be standard or huddle01")
                        .orElse(before.signature()),
                body.bool("enabled", before.enabled()),
                before.created(),
                before.secretVersion(),
                before.rotatedAt(),
                before.version() + 1);
    }

    /** Null or an empty list is all. */
    private static <T> Set<T> filter(
            Body body, String field, Function<String, Optional<T>> parser, Set<T> before, String expected) {
        if (!body.has(field)) {
            return before;
        }
        if (body.isCleared(field)) {
            return Set.of();
        }
        Set<T> wanted = new LinkedHashSet<>();
        List<String> texts = body.texts(field);
        texts.forEach(text -> parser.apply(text).ifPresentOrElse(wanted::add, () -> body.refuse(field, expected)));
        if (texts.size() > MOST_FILTERS) {
            body.refuse(field, "must be at most " + MOST_FILTERS);
        }
        return wanted;
    }

    void delete(WebhookEndpoint endpoint) {
        webhooks.delete(endpoint.app(), endpoint.id());
        health.forget(endpoint.app(), endpoint.id());
    }

    Map<String, Object> rotate(WebhookEndpoint found) {
        Instant now = clock.instant();
        return withSecret(update(found, before -> before.withNewSecret(now)));
    }

    private WebhookEndpoint update(WebhookEndpoint found, UnaryOperator<WebhookEndpoint> change) {
        return OptimisticUpdate.make("the webhook", found, () -> find(found.app(), found.id()), before -> {
            WebhookEndpoint after = change.apply(before);
            return webhooks.put(after) ? Optional.of(after) : Optional.empty();
        });
    }

    /** Where it is; refused when calls may not go there any more. */
    URI address(WebhookEndpoint endpoint) {
        return rules.parse(endpoint.url()).orElseThrow(() -> RefusedException.malformed("url", rules.expected()));
    }

    private Map<String, Object> withSecret(WebhookEndpoint endpoint) {
        Map<String, Object> json = json(endpoint);
        json.put("secret", signer.secret(endpoint).reveal());
        return json;
    }

    Map<String, Object> json(WebhookEndpoint endpoint) {
        EndpointHealth.SwitchedOff off =
                health.find(endpoint.app(), endpoint.id()).off();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("webhookId", endpoint.id());
        json.put("url", endpoint.isOfRooms() ? null : endpoint.url());
        json.put(
                "types",
                endpoint.types().stream().map(EventType::wireName).sorted().toList());
        json.put(
                "rooms", endpoint.rooms().stream().map(RoomName::value).sorted().toList());
        json.put("description", endpoint.description());
        json.put("signature", endpoint.signature().wireName());
        json.put("enabled", endpoint.enabled() && off == null);
        json.put("switchedOff", off == null ? null : off.why().wireName());
        json.put("createdAt", endpoint.created().getEpochSecond());
        return json;
    }
}
