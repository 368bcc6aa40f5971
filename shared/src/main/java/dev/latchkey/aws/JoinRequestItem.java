package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.access.EntryDecision.WaitReason;
import dev.latchkey.app.AppName;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.json.Json;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Role;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The one spelling of a {@link JoinRequest} in DynamoDB. Open ones and ended ones have different keys, so that reading who
 * waits never meets the past.
 */
final class JoinRequestItem {
    /** How long a request stands that nobody has seen to. */
    private static final Duration OVERDUE = Duration.ofHours(1);

    private static final String ID = "requestId";
    private static final String STATE = "joinState";

    /** Beside {@link #STATE}, in whose words the release before reads it: how exactly it ended. */
    private static final String END = "joinEnd";

    private static final String DECISION = "decision";
    private static final String NAME = "personName";
    private static final String TOKEN = "accessClaims";
    private static final String WHY = "waitReason";
    private static final String REQUESTED_AT = "requestedAt";
    private static final String REQUEST_EXPIRES = "requestExpiresAt";
    private static final String ROLE = "grantedRole";
    private static final String PERMISSIONS = "grantedPermissions";
    private static final String MESSAGE = "message";
    private static final String PEER_ID = "peerId";

    private JoinRequestItem() {}

    static Key key(AppName app, RoomName room, JoinRequest request) {
        return request.state().isOpen()
                ? Key.openRequest(app, room, request.id())
                : Key.endedRequest(app, room, request.id());
    }

    static Item write(AppName app, RoomName room, JoinRequest request) {
        AccessClaims token = request.token();
        Item item = Item.at(key(app, room, request))
                .put(ID, request.id())
                .put(Attr.ROOM_ID, request.roomId())
                .put(WHY, request.why().name())
                .put(STATE, asBefore(request.state()).name())
                .put(END, request.state() == JoinRequestState.EXPIRED ? JoinRequestState.EXPIRED.name() : "")
                .put(REQUESTED_AT, request.requestedAt())
                .put(REQUEST_EXPIRES, request.expires())
                .put(DECISION, request.decision())
                .put(PEER_ID, request.peerId())
                .expireAt(request.expires().plus(request.state().isOpen() ? OVERDUE : JoinRequestStore.ENDED_KEPT));
        String name = request.person().name();
        if (name != null) {
            item.put(NAME, name);
        }
        if (token != null) {
            item.put(TOKEN, Json.write(token.toPayload()));
        }
        String message = request.message();
        if (message != null) {
            item.put(MESSAGE, message);
        }
        Grant grant = request.grant();
        if (grant != null) {
            item.put(ROLE, grant.role().name())
                    .put(PERMISSIONS, Json.write(grant.permissions().toJson()));
        }
        return item;
    }

    private static JoinRequestState asBefore(JoinRequestState state) {
        return state == JoinRequestState.EXPIRED ? JoinRequestState.CANCELLED : state;
    }

    static JoinRequest read(Item item) {
        Optional<AccessClaims> token =
                item.optionalText(TOKEN).map(text -> AccessClaims.fromPayload(Json.readObject(text)));
        Person visitor = item.optionalText(NAME).map(Person::named).orElse(Person.NOBODY);
        return new JoinRequest(
                item.text(ID),
                item.text(Attr.ROOM_ID),
                token.map(claims -> claims.person().orNamed(visitor)).orElse(visitor),
                token.orElse(null),
                WaitReason.valueOf(item.text(WHY)),
                JoinRequestState.valueOf(item.has(END) ? item.text(END) : item.text(STATE)),
                item.instant(REQUESTED_AT, Instant.EPOCH),
                item.instant(REQUEST_EXPIRES, Instant.MAX),
                grant(item).orElse(null),
                item.optionalText(MESSAGE).orElse(null),
                item.text(DECISION),
                item.text(PEER_ID));
    }

    private static Optional<Grant> grant(Item item) {
        return item.optionalText(ROLE)
                .map(role -> new Grant(
                        Role.recorded(role).orElse(Role.GUEST),
                        Permissions.fromJson(Json.readObject(item.text(PERMISSIONS)))));
    }

    /** Holds while nobody has decided on the request since it was read. */
    static Condition isStill(JoinRequest request) {
        return request.decision().isEmpty()
                ? Condition.of(
                        "joinState = :state AND attribute_not_exists(decision)",
                        Map.of(":state", fromS(request.state().name())))
                : Condition.of("decision = :decision", Map.of(":decision", fromS(request.decision())));
    }
}
