package dev.latchkey.functions.settings;

import dev.latchkey.access.AuditLog;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.app.App;
import dev.latchkey.app.Companion;
import dev.latchkey.app.MediaKind;
import dev.latchkey.app.MediaSettings;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.retry.OptimisticUpdate;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Says where an app's media server is, as a body has it. */
public final class MediaEdits {
    private static final int LONGEST_API_KEY = 200;
    private static final int LONGEST_SECRET = 500;

    private final ApiKeyStore store;
    private final MediaSecrets secrets;
    private final AddressRules rules;
    private final boolean byApps;
    private final AuditLog auditLog;

    private MediaEdits(Services services, AddressRules rules, boolean byApps) {
        this.store = services.apps();
        this.secrets = services.mediaSecrets();
        this.auditLog = services.auditLog();
        this.rules = rules;
        this.byApps = byApps;
    }

    /** Of the operator, whose media server may be in a private network. */
    public static MediaEdits byOperator(Services services) {
        return new MediaEdits(services, services.mediaApiRules(), false);
    }

    /** Of apps, which know nothing of the operator's network: their servers are where webhooks may go. */
    static MediaEdits byApps(Services services) {
        return new MediaEdits(services, services.addressRules(), true);
    }

    /** @param by who it is, as the decision log has it */
    public App set(String by, App before, Body body) {
        Optional<MediaKind> kind = body.parsed("kind", MediaKind::parse, "must be livekit");
        Optional<String> url = body.parsed("url", MediaEdits::clientAddress, "must be an absolute wss or ws URL");
        Optional<String> apiUrl = body.parsed("apiUrl", this::apiAddress, rules.expected());
        Optional<String> apiKey = body.text("apiKey", LONGEST_API_KEY);
        Optional<String> secret = body.text("apiSecret", LONGEST_SECRET);
        Set<Companion> companions = companions(body);
        MediaSettings known = before.media();
        require(body, "kind", kind);
        require(body, "url", url);
        require(body, "apiUrl", apiUrl);
        require(body, "apiKey", apiKey);
        if (known == null || !isKnownTo(known, apiKey.orElse(""), apiUrl.orElse(""))) {
            require(body, "apiSecret", secret);
        }
        body.finish();
        String version = secret.map(text -> secrets.keep(before.name(), text))
                .orElseGet(() -> known == null ? "" : known.secretVersion());
        MediaSettings media = new MediaSettings(
                kind.orElseThrow(),
                url.orElseThrow(),
                apiUrl.orElseThrow(),
                apiKey.orElseThrow(),
                version,
                companions,
                byApps);
        App changed = change(before, app -> app.withMedia(media));
        log(by).done("set-media", before.name());
        return changed;
    }

    /** Whether what is asked may be signed with the secret that is kept: an app that does not know it must not have it sent elsewhere. */
    private boolean isKnownTo(MediaSettings known, String apiKey, String apiUrl) {
        return known.apiKey().equals(apiKey) && (!byApps || known.apiUrl().equals(apiUrl));
    }

    public App unset(String by, App before) {
        App changed = change(before, App::withoutMedia);
        // After nobody asks for it any more.
        secrets.forget(before.name());
        log(by).done("unset-media", before.name());
        return changed;
    }

    private OperationLog log(String by) {
        return new OperationLog(auditLog, by);
    }

    private App change(App before, UnaryOperator<App> change) {
        Supplier<App> read = () -> store.findApp(before.name()).orElse(before);
        return OptimisticUpdate.make("the app", read.get(), read, app -> {
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
