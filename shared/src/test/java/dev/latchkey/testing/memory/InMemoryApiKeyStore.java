package dev.latchkey.testing.memory;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.Resource;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.idempotency.IdempotencyKey;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps apps and their keys. */
public final class InMemoryApiKeyStore implements ApiKeyStore {
    private final Memory memory;

    public InMemoryApiKeyStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<Known> find(AppName name, String sha256, Resource resource) {
        synchronized (memory) {
            ApiKey key = memory.apiKeys.get(sha256);
            App app = memory.apps.get(name);
            return key == null || app == null
                    ? Optional.empty()
                    : Optional.of(new Known(
                            app,
                            key,
                            resource.oneRoom()
                                    .map(room -> memory.room(app.name(), room))
                                    .orElse(null)));
        }
    }

    @Override
    public Optional<App> findApp(AppName name) {
        synchronized (memory) {
            return Optional.ofNullable(memory.apps.get(name));
        }
    }

    @Override
    public boolean create(App app, ApiKey firstKey) {
        synchronized (memory) {
            boolean made = memory.apps.putIfAbsent(app.name(), app) == null;
            if (made) {
                add(firstKey);
            }
            return made;
        }
    }

    @Override
    public boolean update(App changed) {
        synchronized (memory) {
            App kept = memory.apps.get(changed.name());
            boolean unchanged = kept != null && kept.version() == changed.version() - 1;
            if (unchanged) {
                memory.apps.put(changed.name(), changed);
            }
            return unchanged;
        }
    }

    @Override
    public void add(ApiKey key) {
        synchronized (memory) {
            memory.apiKeys.put(key.sha256(), key);
        }
    }

    @Override
    public Map<String, String> addOnce(ApiKey key, IdempotencyKey once, Map<String, String> answer) {
        synchronized (memory) {
            return memory.decisions.find(once, key.created()).orElseGet(() -> {
                add(key);
                return memory.decisions.keep(once, answer, key.created());
            });
        }
    }

    @Override
    public List<ApiKey> list(AppName app) {
        synchronized (memory) {
            return memory.apiKeys.values().stream()
                    .filter(key -> key.app().equals(app))
                    .sorted(Comparator.comparing(ApiKey::created).thenComparing(ApiKey::id))
                    .toList();
        }
    }

    @Override
    public Optional<ApiKey> findById(AppName app, String id) {
        return list(app).stream().filter(key -> key.id().equals(id)).findFirst();
    }

    @Override
    public boolean update(ApiKey changed) {
        synchronized (memory) {
            ApiKey kept = memory.apiKeys.get(changed.sha256());
            boolean unchanged = kept != null && kept.version() == changed.version() - 1;
            if (unchanged) {
                memory.apiKeys.put(changed.sha256(), changed);
            }
            return unchanged;
        }
    }

    @Override
    public boolean rotate(ApiKey ending, ApiKey successor) {
        synchronized (memory) {
            boolean unchanged = update(ending);
            if (unchanged) {
                add(successor);
            }
            return unchanged;
        }
    }

    @Override
    public void noteUse(ApiKey key, LocalDate day) {
        synchronized (memory) {
            memory.apiKeys.computeIfPresent(
                    key.sha256(),
                    (sha256, kept) ->
                            kept.lastUsed() == null || kept.lastUsed().isBefore(day) ? usedOn(day, kept) : kept);
        }
    }

    private static ApiKey usedOn(LocalDate day, ApiKey key) {
        return new ApiKey(
                key.app(),
                key.id(),
                key.sha256(),
                key.label(),
                key.scopes(),
                key.room(),
                key.created(),
                key.expires(),
                day,
                key.version());
    }

    @Override
    public void remove(ApiKey key) {
        synchronized (memory) {
            memory.apiKeys.remove(key.sha256());
        }
    }
}
