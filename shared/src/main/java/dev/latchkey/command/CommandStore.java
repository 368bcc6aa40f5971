package dev.latchkey.command;

import java.time.Duration;
import java.time.Instant;

/** Remembers which commands came, how far each was carried out, and how it was answered. */
public interface CommandStore {
    /**
     * For how long a command is whose who has begun it. Longer than a function runs that carries one out: so whoever begins it
     * after that knows that nobody else is at it any more.
     */
    Duration CLAIM = Duration.ofSeconds(15);

    /** Begins to carry the command out, unless it is answered already or somebody else is at it. */
    Standing begin(CommandKey key, Instant now);

    /** Writes down how far the command is carried out, for whoever has to begin again. To be called by who has begun it. */
    void note(CommandKey key, String progress);

    /** Keeps the answer to the command, unless there is one. */
    void answer(CommandKey key, CommandAnswer answer);

    /** How things stand with a command that has come. */
    sealed interface Standing {
        /**
         * It is to be carried out now.
         *
         * @param progress what was written down by who began it before and did not come to an end; empty for nothing
         */
        record Begun(String progress) implements Standing {}

        record Answered(CommandAnswer answer) implements Standing {}

        /** Somebody is at it, or was a moment ago. */
        record Busy() implements Standing {}

        /** A command of the same name came before, with other content. */
        record OtherContent() implements Standing {}
    }
}
