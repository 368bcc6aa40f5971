package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.room.RoomName;
import java.util.Map;

/** The one spelling, in DynamoDB, of which join request an access token waits by. The request itself says whether it still does. */
final class WaitingTokenItem {
    private static final String REQUEST_ID = "requestId";

    private WaitingTokenItem() {}

    static Item write(AppName app, RoomName room, String jti, JoinRequest request) {
        return Item.at(Key.waitingToken(app, room, jti))
                .put(REQUEST_ID, request.id())
                .expireAt(request.expires().plus(JoinRequest.APPROVAL));
    }

    static String requestId(Item item) {
        return item.text(REQUEST_ID);
    }

    /** Holds while the token waits by no request but that one, which has ended. */
    static Condition waitsByNoneBut(String ended) {
        return Condition.of("attribute_not_exists(sk) OR requestId = :ended", Map.of(":ended", fromS(ended)));
    }
}
