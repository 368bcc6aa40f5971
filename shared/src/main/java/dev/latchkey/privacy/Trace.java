package dev.latchkey.privacy;

import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Participation;
import dev.latchkey.room.RoomName;
import java.time.Instant;

/** One thing that is kept of a person. */
public sealed interface Trace {
    /** The person's time in a meeting, over or not. */
    record Meeting(RoomName room, Participation participation) implements Trace {}

    /** That the person asked to come in, with what the access token said that was shown. */
    record Request(RoomName room, JoinRequest request) implements Trace {}

    /** That the person may not come in. */
    record Banned(RoomName room, Ban ban) implements Trace {}

    /**
     * An event about the person, kept for a webhook.
     *
     * @param webhook the id of the endpoint; empty for one that nobody could be told of
     * @param body the event, as it is sent; of one that nobody could be told of what was changed
     */
    record Told(String webhook, Instant happened, String body) implements Trace {
        /** It holds an event: it does not print. */
        @Override
        public String toString() {
            return "Told[" + webhook + "]";
        }
    }

    /**
     * What makes a repeated request for an access token harmless.
     *
     * @param userId the user that the token is for
     * @param until when it is forgotten
     */
    record Repeat(String userId, Instant until) implements Trace {
        /** It names a user: it does not print. */
        @Override
        public String toString() {
            return "Repeat[" + until + "]";
        }
    }
}
