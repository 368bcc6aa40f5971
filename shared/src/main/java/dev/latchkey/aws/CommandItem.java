package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.command.CommandAnswer;
import dev.latchkey.command.CommandKey;
import dev.latchkey.command.CommandStore;
import dev.latchkey.json.Json;
import java.time.Instant;

/** The one spelling of what is kept of a command: that somebody carries it out, and how it was answered. */
final class CommandItem {
    static final String CLAIMED_BY = "claimedBy";
    static final String PROGRESS = "progress";

    private static final String CONTENT = "contentHash";
    private static final String CLAIMED_UNTIL = "claimedUntil";
    private static final String APP = "app";
    private static final String ID = "commandId";
    private static final String TYPE = "commandType";
    private static final String BY = "commandBy";
    private static final String AT = "answeredAt";
    private static final String SUCCEEDED = "succeeded";
    private static final String SAYS = "says";

    private CommandItem() {}

    /** @param nonce tells this claim from all others */
    static Item claim(CommandKey key, String nonce, String progress, Instant now) {
        return Item.at(Key.commandClaim(key.digest()))
                .put(CONTENT, key.contentHash())
                .put(CLAIMED_BY, nonce)
                .put(CLAIMED_UNTIL, now.plus(CommandStore.CLAIM))
                .put(PROGRESS, progress)
                .expireAt(now.plus(CommandKey.KEPT));
    }

    static boolean isOf(Item claim, CommandKey key) {
        return claim.text(CONTENT).equals(key.contentHash());
    }

    static boolean isHeldAt(Item claim, Instant now) {
        return now.isBefore(claim.instant(CLAIMED_UNTIL, Instant.EPOCH));
    }

    static Item writeAnswer(CommandKey key, CommandAnswer answer) {
        String id = answer.id();
        String type = answer.type();
        return Item.at(Key.commandAnswer(key.digest(), key.contentHash()))
                .put(APP, answer.app().value())
                .put(ID, id == null ? "" : id)
                .put(TYPE, type == null ? "" : type)
                .put(BY, answer.by())
                .put(AT, answer.at())
                .put(SUCCEEDED, answer.succeeded())
                .put(SAYS, Json.write(answer.says()))
                .expireAt(answer.at().plus(CommandKey.KEPT));
    }

    static CommandAnswer readAnswer(Item item) {
        return new CommandAnswer(
                new AppName(item.text(APP)),
                item.optionalText(ID).orElse(null),
                item.optionalText(TYPE).orElse(null),
                item.text(BY),
                item.instant(AT, Instant.EPOCH),
                item.isTrue(SUCCEEDED),
                Json.readObject(item.text(SAYS)));
    }
}
