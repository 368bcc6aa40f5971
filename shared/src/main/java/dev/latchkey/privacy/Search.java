package dev.latchkey.privacy;

import dev.latchkey.app.AppName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a search for a person has come. It goes through the whole table once for each {@link Stage}, in as many calls as it
 * takes.
 *
 * @param asked what the operator named the person by
 * @param who the person, as far as known: the first stage adds to it
 * @param at where the stage has come to, in the table's own words; null at its beginning
 */
public record Search(
        AppName app,
        Stage stage,
        Identity asked,
        Identity who,
        @Nullable Position at) {
    public Search {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(asked, "asked");
        Objects.requireNonNull(who, "who");
    }

    public static Search begin(AppName app, Identity asked) {
        return new Search(app, Stage.LEARN, asked, asked, null);
    }

    public Search reached(Position position) {
        return new Search(app, stage, asked, who, position);
    }

    public Search knowing(Identity better) {
        return new Search(app, stage, asked, better, at);
    }

    public Search enter(Stage next) {
        return new Search(app, next, asked, who, null);
    }

    public boolean isOver() {
        return stage == Stage.OVER;
    }

    /** It names a person: it does not print. */
    @Override
    public String toString() {
        return "Search[" + app + ", " + stage + "]";
    }

    /** An item of the table. Its key may hold a user's id: it does not print. */
    public record Position(String partition, String sort) {
        public Position {
            Objects.requireNonNull(partition, "partition");
            Objects.requireNonNull(sort, "sort");
        }

        @Override
        public String toString() {
            return "Position(redacted)";
        }
    }

    /** What one way through the table is for. */
    public enum Stage {
        /** Under which other ids and addresses the person is known. */
        LEARN,
        /** Show everything. */
        COLLECT,
        /** Nobody comes in any more, and nothing is written behind the search. */
        PUT_OUT,
        ERASE,
        OVER
    }
}
