package dev.latchkey.functions.people;

import dev.latchkey.meeting.Ban;
import java.util.LinkedHashMap;
import java.util.Map;

/** A ban on the wire; {@code externalUserId} is null once the user was erased. */
public final class BanJson {
    private BanJson() {}

    public static Map<String, Object> of(Ban ban) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("externalUserId", ban.subject().isEmpty() ? null : ban.subject());
        json.put("bannedAt", ban.since().getEpochSecond());
        json.put("rank", ban.rank().wireName());
        return json;
    }
}
