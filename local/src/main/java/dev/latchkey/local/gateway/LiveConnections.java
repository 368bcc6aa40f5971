package dev.latchkey.local.gateway;

import dev.latchkey.live.ConnectionPost;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The live connections that are open in this process, by id: what API Gateway's Management API reaches in AWS. */
public final class LiveConnections implements ConnectionPost {
    private final Map<String, LiveSocket> sockets = new ConcurrentHashMap<>();

    void add(String id, LiveSocket socket) {
        sockets.put(id, socket);
    }

    void remove(String id) {
        sockets.remove(id);
    }

    @Override
    public Set<String> send(Map<String, String> texts) {
        Set<String> gone = new HashSet<>();
        texts.forEach((id, text) -> {
            LiveSocket socket = sockets.get(id);
            if (socket == null) {
                gone.add(id);
            } else {
                socket.send(text);
            }
        });
        return gone;
    }

    @Override
    public void end(String connection) {
        LiveSocket socket = sockets.get(connection);
        if (socket != null) {
            socket.end();
        }
    }
}
