package dev.latchkey.meeting;

import dev.latchkey.joinrequest.JoinRequest;

/** What became of somebody at the door who was not refused. */
public sealed interface EntryResult {
    record Admitted(Admission admission) implements EntryResult {}

    /** @param ticket lets the person look after the request */
    record Waiting(JoinRequest request, String ticket) implements EntryResult {
        /** It carries a ticket and a name: it does not print. */
        @Override
        public String toString() {
            return "Waiting[" + request.id() + "]";
        }
    }

    /** The join request came to an end without an entry: denied, withdrawn, or too old. */
    record Over(JoinRequest request) implements EntryResult {}
}
