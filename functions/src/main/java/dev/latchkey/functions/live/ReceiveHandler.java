package dev.latchkey.functions.live;

import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.join.ModerationRequest;
import dev.latchkey.functions.join.ModerationResponse;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.json.Json;
import dev.latchkey.live.Connection;
import dev.latchkey.live.Connection.Holder;
import dev.latchkey.live.ConnectionPost;
import dev.latchkey.live.ConnectionStore;
import dev.latchkey.live.Push;
import dev.latchkey.meeting.JoinRequestModeration;
import dev.latchkey.meeting.Moderator;
import dev.latchkey.meeting.PeerService;
import dev.latchkey.meeting.WaitingRoomService;
import dev.latchkey.permission.ModerationPolicy;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code $default}: a message of somebody with a live connection. Its answer is the next message to that connection. */
public final class ReceiveHandler implements LiveHandler {
    /** Whoever is told so has no place any more, and nothing more to say. */
    private static final Set<Reason> OVER =
            Set.of(Reason.TOKEN_REVOKED, Reason.TOKEN_EXPIRED, Reason.BANNED, Reason.ROOM_NOT_FOUND);

    private final ConnectionStore connections;
    private final PeerService peers;
    private final WaitingRoomService waitingRoom;
    private final JoinRequestModeration moderation;
    private final ConnectionPost post;
    private final MessageQueue pushes;
    private final MessageRate rate;

    public ReceiveHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ReceiveHandler(Platform platform) {
        Services services = new Services(platform);
        this.connections = services.connections();
        this.peers = services.peers();
        this.waitingRoom = services.withdrawals();
        this.moderation = services.moderation();
        this.post = services.connectionPost();
        this.pushes = services.livePushes();
        this.rate = new MessageRate(services.clock());
    }

    @Override
    public Response answer(LiveEvent event) {
        int count = rate.count(event.connectionId());
        if (count > MessageRate.MOST + 1) {
            return Response.EMPTY; // it is being ended
        }
        Optional<RefusedException> fault = ClientMessage.fault(event, count);
        if (fault.isPresent()) {
            return end(event, fault.get());
        }
        Connection connection = connections.glance(event.connectionId()).orElse(null);
        if (connection == null) {
            return end(event, new RefusedException(Reason.TOKEN_EXPIRED, "the connection has lasted its time"));
        }
        Invocation.current().about(connection.app().value());
        ClientMessage message = ClientMessage.read(event);
        return said(
                connection.holder() instanceof Holder.OfPeer peer
                        ? ofPeer(connection, peer, message)
                        : ofRequest(connection, (Holder.OfRequest) connection.holder(), message));
    }

    private Map<String, Object> ofPeer(Connection connection, Holder.OfPeer peer, ClientMessage message) {
        Body body = message.body();
        switch (message.type()) {
            case "ping" -> {
                body.finish();
                Map<String, Object> renewed = LiveJson.renewed(peers.ping(connection.place(peer), connection.id()));
                renewed.put("id", message.id());
                return renewed;
            }
            case "leave" -> {
                body.finish();
                peers.leave(connection.place(peer));
                return LiveJson.answer(message.id());
            }
            case "approve" -> {
                Moderator by = admin(connection, peer);
                String requestId = requestId(body);
                return decided(message, ModerationRequest.ofApproval(body).approve(moderation, by, requestId));
            }
            case "deny" -> {
                Moderator by = admin(connection, peer);
                String requestId = requestId(body);
                return decided(message, ModerationRequest.ofDenial(body).deny(moderation, by, requestId));
            }
            default -> throw message.unknown();
        }
    }

    private Map<String, Object> ofRequest(Connection connection, Holder.OfRequest request, ClientMessage message) {
        Body body = message.body();
        switch (message.type()) {
            case "ping" -> {
                body.finish();
                // Whoever may come in now comes in by this look, which is not for this function to make.
                pushes.send(Message.of(new Push.OfLook(connection.id()).text()));
                return LiveJson.answer(message.id());
            }
            case "leave" -> {
                body.finish();
                waitingRoom.withdraw(connection.app(), connection.room(), request.requestId());
                return LiveJson.answer(message.id());
            }
            case "approve", "deny" -> throw new RefusedException(Reason.FORBIDDEN, "who waits decides on nobody");
            default -> throw message.unknown();
        }
    }

    private Moderator admin(Connection connection, Holder.OfPeer peer) {
        Moderator by = peers.authority(connection.place(peer));
        ModerationPolicy.deciding(by.grant()).ifPresent(Refusal::raise);
        return by;
    }

    private static String requestId(Body body) {
        return body.freeText("requestId", 64).orElseGet(() -> {
            body.refuse("requestId", "says on whom is decided");
            return "";
        });
    }

    private static Map<String, Object> decided(ClientMessage message, JoinRequest request) {
        Map<String, Object> answer = LiveJson.answer(message.id());
        answer.putAll(ModerationResponse.json(request));
        return answer;
    }

    @Override
    public Response refused(LiveEvent event, RefusedException refused) {
        return OVER.contains(refused.reason())
                ? end(event, refused)
                : said(LiveJson.refusedAnswer(ClientMessage.idOf(event), refused));
    }

    private Response end(LiveEvent event, RefusedException why) {
        post.send(Map.of(event.connectionId(), LiveJson.error(why)));
        post.end(event.connectionId());
        return Response.EMPTY;
    }

    private static Response said(Map<String, Object> message) {
        return new Response(200, Map.of(), Json.write(message));
    }
}
