package dev.latchkey.permission;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what to whom in a room; every act asks here. Pure: the same arguments always give the same answer. Nobody acts on
 * one above itself, so only a host, or the app's API key, which stands where a host does, acts on a host. The permission
 * {@code admin} is given by a host, a coHost or the key. An answer is empty when the act may be done.
 */
public final class ModerationPolicy {
    private ModerationPolicy() {}

    /** Why {@code maker} may not decide in the room at all. */
    public static Optional<Refusal> deciding(Grant maker) {
        return maker.permissions().admin()
                ? Optional.empty()
                : refuse(Reason.FORBIDDEN, "only an admin of the room, or the app's API key, may do that");
    }

    /** Why {@code maker} may not put {@code target} out, ban him, turn him away or rewrite his metadata. */
    public static Optional<Refusal> acting(Grant maker, Grant target) {
        return deciding(maker)
                .or(() -> allowIf(Rank.of(maker).binds(target), "nobody does that to somebody of a higher rank"));
    }

    /** The ranks of those whose bans {@code maker} may lift. */
    public static Set<Rank> liftable(Grant maker) {
        return maker.permissions().admin() ? Rank.of(maker).andBelow() : Set.of();
    }

    /**
     * Why {@code maker} may not turn a peer of {@code current} into one of {@code wanted}: a host gives anything, a coHost what
     * is not above its rank and no permission that it lacks, and nobody else changes a role.
     */
    public static Optional<Refusal> changing(Grant maker, Grant current, Grant wanted) {
        boolean allowed = switch (Rank.of(maker)) {
            case HOST -> true;
            case CO_HOST -> Rank.CO_HOST.binds(current) && covers(maker, wanted);
            case ADMIN, NONE -> false;
        };
        return allowIf(
                allowed && maker.permissions().admin(),
                "a host may give any role, a coHost any but host and none to a host, nobody else any");
    }

    /**
     * Why {@code maker} may not let somebody in as something else; as what it is anyway lets in whoever may decide at all.
     *
     * @param own what the person's token gives, or the room without one
     * @param as what it is let in as instead
     */
    public static Optional<Refusal> admitting(Grant maker, Grant own, Grant as) {
        boolean givesAdmin = as.permissions().admin();
        return acting(maker, own)
                .or(() -> allowIf(covers(maker, as), "nobody lets others in above their own role"))
                .or(() -> allowIf(
                        !givesAdmin || Rank.of(maker).isAbove(Rank.ADMIN), "only a host or a coHost lets in an admin"));
    }

    private static boolean covers(Grant maker, Grant given) {
        return Rank.of(maker).binds(given) && maker.permissions().covers(given.permissions());
    }

    private static Optional<Refusal> allowIf(boolean allowed, String otherwise) {
        return allowed ? Optional.empty() : refuse(Reason.ROLE_CHANGE_NOT_ALLOWED, otherwise);
    }

    private static Optional<Refusal> refuse(Reason reason, String detail) {
        return Optional.of(new Refusal(reason, detail));
    }
}
