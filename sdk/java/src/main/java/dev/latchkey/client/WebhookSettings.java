package dev.latchkey.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of a webhook that is to be made or changed; what is not named stays as it is. Immutable: each method gives another. */
public final class WebhookSettings {
    private static final WebhookSettings UNCHANGED = new WebhookSettings(Members.NONE);

    private final Members members;

    private WebhookSettings(Members members) {
        this.members = members;
    }

    /** Names nothing: to be gone on from. */
    public static WebhookSettings unchanged() {
        return UNCHANGED;
    }

    /** Of an address, by https to the internet: what a new webhook must have. */
    public static WebhookSettings to(String url) {
        return UNCHANGED.url(url);
    }

    public WebhookSettings url(String url) {
        return with("url", url);
    }

    /** Of the events that are wanted, such as {@code peer.joined}; all when empty. */
    public WebhookSettings types(List<String> types) {
        return with("types", List.copyOf(types));
    }

    /** Whose events are wanted; all, and those of no room, when empty. */
    public WebhookSettings rooms(List<String> roomNames) {
        return with("rooms", List.copyOf(roomNames));
    }

    public WebhookSettings description(String text) {
        return with("description", text);
    }

    /** How they are signed: {@code standard} (Standard Webhooks), or {@code huddle01} for Huddle01's signature beside it. */
    public WebhookSettings signature(String scheme) {
        return with("signature", scheme);
    }

    public WebhookSettings enabled(boolean value) {
        return with("enabled", value);
    }

    private WebhookSettings with(String name, Object value) {
        return new WebhookSettings(members.with(name, value));
    }

    Map<String, @Nullable Object> json() {
        return members.json();
    }
}
