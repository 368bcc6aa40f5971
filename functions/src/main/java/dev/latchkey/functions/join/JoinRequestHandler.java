package dev.latchkey.functions.join;

import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.IdempotencyKeys;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.http.VisitorAddress;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.joinrequest.SourceAddress;
import dev.latchkey.meeting.EntryRequest;
import dev.latchkey.meeting.EntryService;
import dev.latchkey.meeting.JoinOnce;
import dev.latchkey.meeting.WaitingRoomService;
import dev.latchkey.token.Person;
import java.util.Optional;

/**
 * {@code POST /api/v1/join/{appName}/{roomName}}: comes in, has to wait, or is told why not. With the ticket of a join request
 * that was made before, it is that very request; with the session token of an earlier entry, it is that very place.
 */
public final class JoinRequestHandler implements HttpHandler {
    private final EntryService entry;
    private final JoinOnce joinOnce;
    private final WaitingRoomService waitingRoom;
    private final VisitorAddress addresses;

    public JoinRequestHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public JoinRequestHandler(Platform platform) {
        Services services = new Services(platform);
        this.entry = services.entry();
        this.joinOnce = services.joinOnce();
        this.waitingRoom = services.waitingRoom();
        this.addresses = new VisitorAddress(platform.originSecret());
    }

    @Override
    public Response answer(Request request) {
        Body body = request.body();
        Optional<String> name = body.text("name", Person.LONGEST_NAME);
        Optional<String> accessToken = body.freeText("accessToken", Integer.MAX_VALUE);
        Optional<String> ticket = body.freeText("ticket", Integer.MAX_VALUE);
        Optional<String> sessionToken = body.freeText("sessionToken", Integer.MAX_VALUE);
        if (ticket.isPresent() && (name.isPresent() || accessToken.isPresent() || sessionToken.isPresent())) {
            body.refuse("ticket", "stands for a request that was made before: send nothing else with it");
        }
        body.finish();
        Door door = Door.of(request);
        if (ticket.isPresent()) {
            return EntryResponse.toJoin(waitingRoom.look(door.app(), door.room(), ticket.get()));
        }
        Person person = name.map(Person::named).orElse(Person.NOBODY);
        SourceAddress address = addresses.of(request);
        EntryRequest entering = new EntryRequest(
                door.app(), door.room(), accessToken.orElse(null), sessionToken.orElse(null), person, address);
        // Who shows a token is known by it, from wherever he comes; who shows none, by where he comes from and as whom.
        String sender = accessToken
                .or(() -> sessionToken)
                .map(token -> "token\n" + token)
                .orElseGet(() -> "visitor\n" + address.network() + "\n" + name.orElse(""));
        return EntryResponse.toJoin(IdempotencyKeys.atDoor(request, door.app(), door.room(), sender)
                .map(key -> joinOnce.enter(key, entering))
                .orElseGet(() -> entry.enter(entering)));
    }
}
