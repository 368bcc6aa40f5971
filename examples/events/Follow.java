import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.*;
import java.util.regex.*;

/** Follows what happens and prints who is inside. LATCHKEY_KEY=lk_dev_... java Follow.java [http://localhost:3000] */
class Follow {
    static final Set<String> SEEN = new HashSet<>(); // ids: an event may come twice
    static final Map<String, String> LATEST = new HashMap<>(); // by peer: the sequence of what was heard of it last
    static final Map<String, String> INSIDE = new TreeMap<>(); // by peer: a name

    public static void main(String[] args) throws Exception {
        String server = args.length > 0 ? args[0] : "http://localhost:3000";
        var request = HttpRequest.newBuilder(URI.create(server + "/local/events"))
                .header("x-api-key", System.getenv("LATCHKEY_KEY")).build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofLines());
        answer.body().filter(line -> line.startsWith("data: ")).forEach(Follow::take);
    }

    static void take(String event) {
        String peer = field(event, "peerId"), sequence = field(event, "sequence");
        if (!SEEN.add(field(event, "id")) || !field(event, "type").startsWith("peer.")
                || LATEST.getOrDefault(peer, "").compareTo(sequence) >= 0) return;
        LATEST.put(peer, sequence);
        if (field(event, "type").equals("peer.left")) INSIDE.remove(peer);
        else INSIDE.put(peer, field(event, "name"));
        System.out.println(field(event, "type") + " in " + field(event, "roomName") + "; inside: " + INSIDE.values());
    }

    /** Enough for texts; a JSON library does this properly. */
    static String field(String event, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(event);
        return found.find() ? found.group(1) : "";
    }
}
