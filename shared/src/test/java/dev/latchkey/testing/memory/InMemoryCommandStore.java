package dev.latchkey.testing.memory;

import dev.latchkey.command.CommandAnswer;
import dev.latchkey.command.CommandKey;
import dev.latchkey.command.CommandStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Keeps commands. */
public final class InMemoryCommandStore implements CommandStore {
    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<String, CommandAnswer> answers = new HashMap<>();

    @Override
    public synchronized Standing begin(CommandKey key, Instant now) {
        CommandAnswer answer = answers.get(key.digest() + key.contentHash());
        Claim claim = claims.get(key.digest());
        if (answer != null) {
            return new Standing.Answered(answer);
        }
        if (claim != null && !claim.contentHash().equals(key.contentHash())) {
            return new Standing.OtherContent();
        }
        if (claim != null && now.isBefore(claim.until())) {
            return new Standing.Busy();
        }
        String progress = claim == null ? "" : claim.progress();
        claims.put(key.digest(), new Claim(key.contentHash(), now.plus(CLAIM), progress));
        return new Standing.Begun(progress);
    }

    @Override
    public synchronized void note(CommandKey key, String progress) {
        claims.computeIfPresent(
                key.digest(), (digest, claim) -> new Claim(claim.contentHash(), claim.until(), progress));
    }

    @Override
    public synchronized void answer(CommandKey key, CommandAnswer answer) {
        answers.putIfAbsent(key.digest() + key.contentHash(), answer);
    }

    private record Claim(String contentHash, Instant until, String progress) {}
}
