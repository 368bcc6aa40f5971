package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.access.Entry.WaitReason;
import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.Person;
import dev.latchkey.json.Json;
import dev.latchkey.lobby.JoinRequest;
import dev.latchkey.lobby.JoinState;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Role;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one spelling of a {@link JoinRequest} in DynamoDB. Open ones and ended ones have different keys, so that reading who
 * waits never meets the past.
 */
final class JoinRequestItem {
    /** How long an ended request is remembered, for a ticket that looks once more. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final String ID = "requestId";
    private static final String STATE = "joinState";
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
                .put(NAME, request.person().name())
                .put(TOKEN, token == null ? null : Json.write(token.toPayload()))
                .put(WHY, request.why().name())
                .put(STATE, request.state().name())
                .put(REQUESTED_AT, request.requestedAt())
                .put(REQUEST_EXPIRES, request.expires())
                .put(MESSAGE, request.message())
                .put(DECISION, request.decision())
                .put(PEER_ID, request.peerId())
                .expireAt(request.expires().plus(KEPT));
        Grant grant = request.grant();
        if (grant != null) {
            item.put(ROLE, grant.role().name())
                    .put(PERMISSIONS, Json.write(grant.permissions().toJson()));
        }
        return item;
    }

    static JoinRequest read(Item item) {
        String token = item.nullableText(TOKEN);
        AccessClaims claims = token == null ? null : AccessClaims.fromPayload(Json.readObject(token));
        return new JoinRequest(
                item.text(ID),
                item.text(Attr.ROOM_ID),
                claims == null
                        ? Person.named(item.nullableText(NAME))
                        : claims.person().orNamed(item.nullableText(NAME)),
                claims,
                WaitReason.valueOf(item.text(WHY)),
                JoinState.valueOf(item.text(STATE)),
                item.instant(REQUESTED_AT, Instant.EPOCH),
                item.instant(REQUEST_EXPIRES, Instant.MAX),
                grant(item),
                item.nullableText(MESSAGE),
                item.text(DECISION),
                item.text(PEER_ID));
    }

    private static @Nullable Grant grant(Item item) {
        String role = item.nullableText(ROLE);
        return role == null
                ? null
                : new Grant(new Role(role), Permissions.fromJson(Json.readObject(item.text(PERMISSIONS))));
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
