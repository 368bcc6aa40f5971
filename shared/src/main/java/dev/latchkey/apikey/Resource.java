package dev.latchkey.apikey;

import dev.latchkey.room.RoomName;
import java.util.Objects;
import java.util.Optional;

/** What a call of an app's server is about: the app, or one room of it. */
public sealed interface Resource {
    Resource APP = new WholeApp();

    static Resource room(RoomName name) {
        return new OneRoom(name);
    }

    /** The one room that it is about; empty when it is about the app. */
    Optional<RoomName> oneRoom();

    /** The app, and so any of its rooms. */
    record WholeApp() implements Resource {
        @Override
        public Optional<RoomName> oneRoom() {
            return Optional.empty();
        }
    }

    /** One room alone, whether or not there is one of that name. */
    record OneRoom(RoomName name) implements Resource {
        public OneRoom {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public Optional<RoomName> oneRoom() {
            return Optional.of(name);
        }
    }
}
