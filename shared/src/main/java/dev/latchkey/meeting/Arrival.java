package dev.latchkey.meeting;

import dev.latchkey.lobby.JoinRequest;

/** What became of somebody at the door who was not refused. */
public sealed interface Arrival {
    record Admitted(Admission admission) implements Arrival {}

    /** @param ticket lets the person look after the request */
    record Waiting(JoinRequest request, String ticket) implements Arrival {
        /** It carries a ticket and a name: it does not print. */
        @Override
        public String toString() {
            return "Waiting[" + request.id() + "]";
        }
    }

    /** The join request came to an end without an entry: denied, withdrawn, or too old. */
    record Over(JoinRequest request) implements Arrival {}
}
