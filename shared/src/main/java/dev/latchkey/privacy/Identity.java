package dev.latchkey.privacy;

import dev.latchkey.json.Json;
import dev.latchkey.token.Person;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * One person of an app, by all that the person is known by: the app's own ids of the user, and e-mail addresses without regard
 * to case. A name alone is nobody: two people may have the same.
 */
public record Identity(Set<String> userIds, Set<String> emails) {
    public Identity {
        userIds = Set.copyOf(userIds);
        emails = Set.copyOf(emails);
    }

    /** Nobody yet, to be known by what is added. */
    public static final Identity UNKNOWN = new Identity(Set.of(), Set.of());

    public static Identity ofUser(String userId) {
        return new Identity(Set.of(userId), Set.of());
    }

    public static Identity ofEmail(String email) {
        return new Identity(Set.of(), Set.of(lower(email)));
    }

    /**
     * Whether somebody is this person. An e-mail address counts where no id says that it is somebody else: a family may share
     * one.
     *
     * @param subject as in a token: the app's id of the user, or one made up
     */
    public boolean covers(String subject, Person person) {
        String userId = person.externalUserId();
        return userIds.contains(subject)
                || (userId != null && userIds.contains(userId))
                || (userId == null && hasEmail(person));
    }

    /** The same person, also known by what stands beside any of its ids or addresses. */
    public Identity learning(String subject, Person person) {
        String userId = person.externalUserId();
        String email = person.email();
        boolean known = hasEmail(person) || userIds.contains(subject) || (userId != null && userIds.contains(userId));
        if (!known) {
            return this;
        }
        Set<String> ids = new HashSet<>(userIds);
        Set<String> addresses = new HashSet<>(emails);
        if (userId != null) {
            ids.add(userId);
        }
        if (email != null) {
            addresses.add(lower(email));
        }
        return new Identity(ids, addresses);
    }

    public Identity and(Identity other) {
        Set<String> ids = new HashSet<>(userIds);
        ids.addAll(other.userIds);
        Set<String> addresses = new HashSet<>(emails);
        addresses.addAll(other.emails);
        return new Identity(ids, addresses);
    }

    /** Whether a text, or a text in a text of JSON, is one of the ids, or holds one of the addresses. */
    public boolean isIn(String text) {
        String lower = lower(text);
        return emails.stream().anyMatch(lower::contains)
                || userIds.stream().anyMatch(id -> text.equals(id) || text.contains(Json.write(id)));
    }

    private boolean hasEmail(Person person) {
        String email = person.email();
        return email != null && emails.contains(lower(email));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** It does not print. */
    @Override
    public String toString() {
        return "Identity(redacted)";
    }
}
