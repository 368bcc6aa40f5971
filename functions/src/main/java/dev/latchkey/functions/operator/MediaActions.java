package dev.latchkey.functions.operator;

import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.app.Companion;
import dev.latchkey.app.MediaKind;
import dev.latchkey.app.MediaSettings;
import dev.latchkey.functions.body.Body;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.retry.OptimisticUpdate;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What the operator says of an app's media server. */
final class MediaActions {
    private static final int LONGEST_API_KEY = 200;
    private static final int LONGEST_SECRET = 500;

    private final ApiKeyStore store;
    private final MediaSecrets secrets;
    private final AddressRules rules;
    private final OperationLog log;

    /** @param rules to which addresses the media server may be called */
    MediaActions(ApiKeyStore store, MediaSecrets secrets, AddressRules rules, OperationLog log) {
        this.store = store;
        this.secrets = secrets;
        this.rules = rules;
        this.log = log;
    }

    Map<String, AppsHandler.Action> byName() {
        return Map.of("set-media", this::set, "unset-media", this::unset);
    }

    private Map<String, Object> set(Body body) {
        AppName name = Fields.app(body);
        Optional<MediaKind> kind = body.parsed("kind", MediaKind::parse, "must be livekit");
        Optional<String> url = body.parsed("url", MediaActions::clientAddress, "must be an absolute wss or ws URL");
        Optional<String> apiUrl = body.parsed("apiUrl", this::apiAddress, rules.expected());
        Optional<String> apiKey = body.text("apiKey", LONGEST_API_KEY);
        Optional<String> secret = body.text("apiSecret", LONGEST_SECRET);
        Set<Companion> companions = companions(body);
        App before = Fields.require(store, name);
        MediaSettings known = before.media();
        require(body, "kind", kind);
        require(body, "url", url);
        require(body, "apiUrl", apiUrl);
        require(body, "apiKey", apiKey);
        if (known == null || !known.apiKey().equals(apiKey.orElse(""))) {
            require(body, "apiSecret", secret);
        }
        body.finish();
        String version = secret.map(text -> secrets.keep(name, text))
                .orElseGet(() -> known == null ? "" : known.secretVersion());
        MediaSettings media = new MediaSettings(
                kind.orElseThrow(), url.orElseThrow(), apiUrl.orElseThrow(), apiKey.orElseThrow(), version, companions);
        App changed = change(before, app -> app.withMedia(media));
        log.done("set-media", name);
        return AppJson.of(changed);
    }

    private Map<String, Object> unset(Body body) {
        AppName name = Fields.app(body);
        body.finish();
        App changed = change(Fields.require(store, name), App::withoutMedia);
        // After nobody asks for it any more.
        secrets.forget(name);
        log.done("unset-media", name);
        return AppJson.of(changed);
    }

    private App change(App before, UnaryOperator<App> change) {
        Supplier<App> read = () -> Fields.require(store, before.name());
        return OptimisticUpdate.make("the app", before, read, app -> {
            App changed = change.apply(app);
            return store.update(changed) ? Optional.of(changed) : Optional.empty();
        });
    }

    private static void require(Body body, String field, Optional<?> value) {
        if (value.isEmpty() && !body.has(field)) {
            body.refuse(field, "is needed");
        }
    }

    private static Set<Companion> companions(Body body) {
        if (!body.has("companions")) {
            return MediaSettings.USUAL_COMPANIONS;
        }
        Set<Companion> companions = EnumSet.noneOf(Companion.class);
        boolean known = true;
        for (String name : body.texts("companions")) {
            known &=
                    name.isEmpty() || Companion.parse(name).map(companions::add).isPresent();
        }
        if (!known) {
            body.refuse("companions", "must be some of agent, egress, ingress and sip");
        }
        return companions;
    }

    /** Where browsers connect: no call of ours goes there. */
    private static Optional<String> clientAddress(String text) {
        try {
            URI address = new URI(text);
            boolean good = ("wss".equals(address.getScheme()) || "ws".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && text.length() <= AddressRules.LONGEST;
            return good ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Without a slash at its end, since a path follows. */
    private Optional<String> apiAddress(String text) {
        return rules.parse(text)
                .filter(address -> address.getRawQuery() == null)
                .map(address -> text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }
}
