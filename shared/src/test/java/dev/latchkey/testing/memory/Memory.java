package dev.latchkey.testing.memory;

import dev.latchkey.access.Restrictions;
import dev.latchkey.apikey.ApiKey;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.FirstEntry;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.statuslist.StatusListId;
import dev.latchkey.webhook.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the stores of this package keep: all of them together, as the one table does. Each call of a store holds its lock from
 * beginning to end, so that nothing gets in between.
 */
public final class Memory {
    final Map<AppName, App> apps = new HashMap<>();
    /** By digest, in the order in which they were made. */
    final Map<String, ApiKey> apiKeys = new LinkedHashMap<>();
    /** Those that are not archived. */
    final Map<Door, Room> rooms = new HashMap<>();

    /** By id, so in the order in which they joined. */
    final TreeMap<String, Inside> inside = new TreeMap<>();
    /** As the list of those inside shows them. */
    final TreeMap<String, Peer> listed = new TreeMap<>();

    final List<Participation> past = new ArrayList<>();
    /** By id, so in the order in which they began. */
    final TreeMap<String, Meeting> meetings = new TreeMap<>();
    /** The meeting that goes on, by the id of its room. */
    final Map<String, Session> live = new HashMap<>();

    final Map<Of, Ban> bans = new LinkedHashMap<>();
    /** Tokens whose holders were put out. */
    final Set<Of> ejected = new HashSet<>();

    /** Whose session tokens are void, in the order in which they became so. */
    final List<Voided> voided = new ArrayList<>();

    final Map<Of, FirstEntry> firstEntries = new HashMap<>();
    final Set<Revoked> revoked = new HashSet<>();
    /** What creates decided that keep nothing else. */
    final FirstTimes<Map<String, String>> decisions = new FirstTimes<>();
    /** By id, so in the order in which they came. */
    final TreeMap<String, JoinRequest> requests = new TreeMap<>();

    /** By app, endpoint and id. */
    final TreeMap<String, Delivery> deliveries = new TreeMap<>();

    /** Adds an app, or puts it in the place of the one of its name. */
    public synchronized Memory with(App app) {
        apps.put(app.name(), app);
        return this;
    }

    /** Forgets an app, and nothing else of it. */
    public synchronized void forget(AppName app) {
        apps.remove(app);
    }

    /** Adds a room, or puts it in the place of the one of its name. */
    public synchronized Memory with(Room room) {
        rooms.put(Door.of(room), room);
        return this;
    }

    /** The room's meeting is taken for over, as it may be while somebody comes in. */
    public synchronized void endMeeting(Room room) {
        live.remove(room.id());
    }

    @Nullable
    Room room(AppName app, RoomName name) {
        return rooms.get(new Door(app, name));
    }

    /** What is held against a token or its holder, either of which may be empty for none. */
    Restrictions restrictions(AppName app, @Nullable Room room, String jti, String subject) {
        App known = apps.get(app);
        Ban ban = room == null ? null : bans.get(new Of(room.id(), subject));
        return new Restrictions(
                revoked.contains(new Revoked(app, jti)),
                room != null && ejected.contains(new Of(room.id(), jti)),
                ban == null ? null : ban.rank(),
                known == null ? Instant.EPOCH : known.tokensNotBefore());
    }

    /** Where a room of some name is, or was. */
    record Door(AppName app, RoomName name) {
        static Door of(Room room) {
            return new Door(room.app(), room.name());
        }
    }

    record Inside(Door door, Peer peer) {}

    record Meeting(Door door, Session session) {}

    /** Of somebody, or some token, in one very room. */
    record Of(String roomId, String what) {}

    record Revoked(AppName app, String jti) {}

    record Voided(StatusListId list, int index, Instant since) {}
}
