package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.command.SenderId;
import dev.latchkey.deadline.Due;
import dev.latchkey.id.Ids;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.SeatPlan;
import dev.latchkey.signing.TokenKind;
import dev.latchkey.statuslist.StatusListId;
import dev.latchkey.text.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The primary key of every kind of item, each spelled here and nowhere else. */
record Key(String pk, String sk) {
    /** What the partition keys of apps begin with. */
    static final String APP_PREFIX = "APP#";

    /** What the partition keys of rooms begin with. */
    static final String ROOM_PREFIX = "ROOM#";

    static final String PEER_PREFIX = "PEER#";
    static final String SESSION_PREFIX = "SESSION#";
    static final String OPEN_REQUEST_PREFIX = "JOIN#";
    static final String BAN_PREFIX = "BAN#";
    static final String USER_PREFIX = "USER#";
    static final String PAST_PREFIX = "PAST#";
    static final String REVOKED_PREFIX = "JTI#";
    static final String DASHBOARD_PREFIX = "DASHBOARD#";
    static final String ENDED_REQUEST_PREFIX = "DONE#";
    static final String IDEMPOTENCY_PREFIX = "IDEM#";
    static final String SENDER_PREFIX = "SENDER#";
    static final String COMMAND_PREFIX = "COMMAND#";
    static final String ANSWER_PREFIX = "ANSWER#";

    /** The partition that lists those with changes that could not be told of. */
    static final String PARKED = "PARKED#ALL";

    static final String PARTITION_PREFIX = "PARTITION#";
    static final String PARKED_PREFIX = "PARKED#";

    /** What the partition keys of {@link #webhookHealth} begin with. */
    static final String WEBHOOK_HEALTH_PREFIX = "HOOKHEALTH#";

    static final String DUE_PREFIX = "DUE#";

    private static final String ROSTER_PREFIX = "IN#";

    /**
     * Over so many partitions the people of a large room are spread: 1,000 joins a second with a cap, and 100,000 people's heartbeats,
     * are a third of what each can write. They cannot become more or fewer while somebody is inside.
     */
    private static final int BESIDE = 16;

    /** Over so many partitions what is due is spread, so that a busy day is not one hot key. */
    private static final int DUE_LISTS = 4;

    /** What the sort keys of both kinds of bans begin with. */
    static final String ANY_BAN_PREFIX = "BAN";

    static Key apiKey(String sha256) {
        return new Key("KEY#" + sha256, "KEY");
    }

    static Key app(AppName app) {
        return new Key(appPartition(app), "APP");
    }

    /** Somebody who has signed in to the dashboard. */
    static Key dashboardSession(AppName app, String sha256) {
        return new Key(appPartition(app), DASHBOARD_PREFIX + sha256);
    }

    static Key revoked(AppName app, String jti) {
        return new Key(appPartition(app), REVOKED_PREFIX + jti);
    }

    static Key room(AppName app, RoomName room) {
        return new Key(roomPartition(app, room), "ROOM");
    }

    /** The meeting that goes on in the room. */
    static Key live(AppName app, RoomName room) {
        return new Key(roomPartition(app, room), "LIVE");
    }

    /** One meeting in the room's history, from its start on. */
    static Key session(AppName app, RoomName room, String sessionId) {
        return new Key(roomPartition(app, room), SESSION_PREFIX + sessionId);
    }

    /** Somebody inside: in a large room not with the room, so that many can come in at once. */
    static Key peer(AppName app, RoomName room, String peerId) {
        return new Key(peerPartition(app, room, peerId), PEER_PREFIX + peerId);
    }

    /** Somebody who was inside: apart from {@link #peer}, so that reading who is inside never meets the past. */
    static Key past(AppName app, RoomName room, String sessionId, String peerId) {
        return new Key(peerPartition(app, room, peerId), pastPrefix(sessionId) + peerId);
    }

    static String pastPrefix(String sessionId) {
        return PAST_PREFIX + sessionId + "#";
    }

    /** One counter of places. */
    static Key seats(AppName app, RoomName room, String seat) {
        String partition = roomPartition(app, room);
        return new Key(SeatPlan.isSpread(seat) ? beside(partition, seat) : partition, "SEATS#" + seat);
    }

    /**
     * Who is inside as some user, or how many are by some token.
     *
     * @param peerId one of those inside, whose id says whether the room is large
     */
    static Key holder(AppName app, RoomName room, String peerId, String digest) {
        String partition = roomPartition(app, room);
        return new Key(Ids.isMarked(peerId) ? beside(partition, digest) : partition, "HOLDER#" + digest);
    }

    /** That something is, or was, held in a large room against a user or the holder of a token, whose digest it is. */
    static Key held(AppName app, RoomName room, String digest) {
        return new Key(beside(roomPartition(app, room), digest), "HELD#" + digest);
    }

    /** That somebody came into a large room as a user, whose digest it is: in a partition of the user's own. */
    static Key asUser(AppName app, RoomName room, String digest, String peerId) {
        return new Key(userPartition(app, room, digest), USER_PREFIX + peerId);
    }

    static String userPartition(AppName app, RoomName room, String digest) {
        return roomPartition(app, room) + "#" + digest;
    }

    /** A join request that somebody may still come in by. */
    static Key openRequest(AppName app, RoomName room, String requestId) {
        return new Key(roomPartition(app, room), OPEN_REQUEST_PREFIX + requestId);
    }

    /** A join request that has come to its end. */
    static Key endedRequest(AppName app, RoomName room, String requestId) {
        return new Key(roomPartition(app, room), ENDED_REQUEST_PREFIX + requestId);
    }

    /** Who takes the places of a very room for those who wait. */
    static Key waitingPlaces(AppName app, RoomName room, String roomId) {
        return new Key(roomPartition(app, room), "WAITING#" + roomId);
    }

    /** By which join request a token waits. */
    static Key waitingToken(AppName app, RoomName room, String jti) {
        return new Key(roomPartition(app, room), "WAITS#" + jti);
    }

    static Key ban(AppName app, RoomName room, String subject) {
        return new Key(roomPartition(app, room), BAN_PREFIX + subject);
    }

    /** The ban of somebody who was erased: it holds, and does not say on whom. See docs/decisions/0241. */
    static Key erasedBan(AppName app, RoomName room, String subject) {
        return new Key(roomPartition(app, room), "BANNED#" + Sha256.hex("ban\n" + app + "\n" + room + "\n" + subject));
    }

    /** A token whose holder was put out of the room. */
    static Key ejected(AppName app, RoomName room, String jti) {
        return new Key(roomPartition(app, room), "OUT#" + jti);
    }

    /** That a partition has changes that could not be told of. */
    static Key parkedPartition(String partition) {
        return new Key(PARKED, PARTITION_PREFIX + partition);
    }

    /** A change that could not be told of, beside what it changed. */
    static Key parked(String partition, String sequence) {
        return new Key(partition, PARKED_PREFIX + sequence);
    }

    /** One line of the list of those inside a room: apart from {@link #peer}, which may be large. */
    static Key rosterEntry(String roomId, String peerId) {
        String partition = ROSTER_PREFIX + roomId;
        return new Key(Ids.isMarked(peerId) ? beside(partition, peerId) : partition, peerId);
    }

    /** Where somebody is inside by a token, so that whoever takes the token back finds him. */
    static Key use(AppName app, String jti, String peerId) {
        return new Key(tokenPartition(app, jti), PEER_PREFIX + peerId);
    }

    /** That a token is revoked: what a crowd reads, each in a partition of its own, instead of {@link #revoked}. */
    static Key revokedNote(AppName app, String jti) {
        return new Key(tokenPartition(app, jti), "REVOKED");
    }

    /** When a token whose holder may stay for some time first came into a meeting in the room. */
    static Key firstEntry(AppName app, String jti, RoomName room) {
        return new Key(tokenPartition(app, jti), "ENTERED#" + room);
    }

    /** Whose session tokens are void, at some index of a status list since some time. */
    static Key voided(StatusListId list, Instant since, int index) {
        return new Key(statusPartition(list), time(since) + "#" + index);
    }

    static String statusPartition(StatusListId list) {
        return "STATUS#" + list;
    }

    /** How often somebody came to some door within some minute. */
    static Key joinAttempts(String digest) {
        return new Key("KNOCK#" + digest, "KNOCK");
    }

    /** What is due at some time, in one of the lists by time. */
    static Key due(Due due) {
        return new Key(
                DUE_PREFIX + Math.floorMod(due.room().hashCode(), DUE_LISTS),
                String.format(
                        "%s#%s#%s#%s",
                        time(due.at()), due.kind().name(), roomPartition(due.app(), due.room()), due.id()));
    }

    static List<String> dueLists() {
        return IntStream.range(0, DUE_LISTS).mapToObj(list -> DUE_PREFIX + list).toList();
    }

    /** A time as sort keys have it, which so are in the order of time. */
    static String time(Instant at) {
        return String.format("%015d", at.toEpochMilli());
    }

    /** The public keys of one kind of token. */
    static Key publicKeys(TokenKind kind) {
        return new Key("JWKS#" + kind.label(), "JWKS");
    }

    /** Where an app wants to be told of events. */
    static Key webhook(AppName app, String id) {
        return new Key(webhookPartition(app), id);
    }

    /** The ids of all endpoints that an app has made. */
    static Key webhookIds(AppName app) {
        return new Key(webhookPartition(app), "IDS");
    }

    /** How an endpoint has answered: apart from {@link #webhook}, which its owner changes and its sender only reads. */
    static Key webhookHealth(AppName app, String target) {
        return new Key(webhookHealthPartition(app), target);
    }

    static String webhookHealthPartition(AppName app) {
        return WEBHOOK_HEALTH_PREFIX + app;
    }

    /** An event on its way to an endpoint. */
    static Key delivery(AppName app, String endpoint, String id) {
        return new Key(deliveryPartition(app, endpoint), id);
    }

    /** Who may send commands. */
    static Key sender(SenderId id) {
        return new Key(SENDER_PREFIX + id, "SENDER");
    }

    /** That somebody carries a command out. */
    static Key commandClaim(String digest) {
        return new Key(COMMAND_PREFIX + digest, "CLAIM");
    }

    /** How a command was answered. */
    static Key commandAnswer(String digest, String contentHash) {
        return new Key(COMMAND_PREFIX + digest, ANSWER_PREFIX + contentHash);
    }

    /** What is known of a live connection. */
    static Key connection(String id) {
        return new Key("CONNECTION#" + id, "CONNECTION");
    }

    /** A live connection among those of a room. */
    static Key connectionOf(String roomId, String holder, String id) {
        return new Key(connectionsPartition(roomId), holder + "#" + id);
    }

    /** When those who wait at the door are told their places. */
    static Key placesTold(String roomId) {
        return new Key(connectionsPartition(roomId), "PLACES");
    }

    static String connectionsPartition(String roomId) {
        return "CONNECTED#" + roomId;
    }

    static Key idempotency(String hash) {
        return new Key(IDEMPOTENCY_PREFIX + hash, "IDEM");
    }

    static String webhookPartition(AppName app) {
        return "HOOKS#" + app;
    }

    static String deliveryPartition(AppName app, String endpoint) {
        return deliveriesPrefix(app) + endpoint;
    }

    /** What the partition keys of all that is sent to the app's endpoints begin with. */
    static String deliveriesPrefix(AppName app) {
        return "DELIVERIES#" + app + "#";
    }

    static String appPartition(AppName app) {
        return APP_PREFIX + app;
    }

    static String roomPartition(AppName app, RoomName room) {
        return roomsPrefix(app) + room;
    }

    /** Where those inside a room are, and those who were: with the room, or in a large one in several partitions beside it. */
    static List<String> peerPartitions(AppName app, RoomName room, boolean large) {
        return partitions(roomPartition(app, room), large);
    }

    /** In which of {@link #peerPartitions} somebody is or was, as the id says. */
    static String peerPartition(AppName app, RoomName room, String peerId) {
        String partition = roomPartition(app, room);
        return Ids.isMarked(peerId) ? beside(partition, peerId) : partition;
    }

    /** Over which partitions the list of those inside a room is spread. */
    static List<String> rosterPartitions(String roomId, boolean large) {
        return partitions(ROSTER_PREFIX + roomId, large);
    }

    private static List<String> partitions(String partition, boolean large) {
        return large
                ? IntStream.range(0, BESIDE)
                        .mapToObj(index -> beside(partition, index))
                        .toList()
                : List.of(partition);
    }

    /** One of the partitions beside that one, always the same for the same text, whose end is to be random. */
    private static String beside(String partition, String text) {
        return beside(partition, Math.floorMod(text.hashCode(), BESIDE));
    }

    private static String beside(String partition, int index) {
        return partition + "#" + index;
    }

    /** The app that the partition of a room, or one beside it, is of. */
    static AppName appOf(String partition) {
        return new AppName(partition.split("#")[1]);
    }

    /** The room that a partition, or one beside it, is of. */
    static RoomName roomOf(String partition) {
        return new RoomName(partition.split("#")[2]);
    }

    /** What the partition keys of all the app's rooms begin with. */
    static String roomsPrefix(AppName app) {
        return ROOM_PREFIX + app + "#";
    }

    static String tokenPartition(AppName app, String jti) {
        return "TOKEN#" + app + "#" + jti;
    }

    Map<String, AttributeValue> attributes() {
        return Map.of(Attr.PK, fromS(pk), Attr.SK, fromS(sk));
    }
}
