package dev.latchkey.functions.command;

import dev.latchkey.json.Json;
import dev.latchkey.meeting.Ejection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one spelling of an ejection that is under way. */
final class EjectionJson {
    private static final String PEER = "peerId";
    private static final String SESSION = "sessionId";
    private static final String BANS = "bans";
    private static final String AT = "at";

    private EjectionJson() {}

    static String write(Ejection ejection) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(PEER, ejection.peerId());
        json.put(SESSION, ejection.sessionId());
        json.put(BANS, ejection.bans());
        json.put(AT, ejection.at().toEpochMilli());
        return Json.write(json);
    }

    static Ejection read(String text) {
        Map<String, Object> json = Json.readObject(text);
        return new Ejection(
                String.valueOf(json.get(PEER)),
                String.valueOf(json.get(SESSION)),
                Boolean.TRUE.equals(json.get(BANS)),
                Instant.ofEpochMilli(json.get(AT) instanceof Long at ? at : 0));
    }
}
