package dev.latchkey.testing;

import dev.latchkey.outbound.AddressRules;
import dev.latchkey.outbound.CallResult;
import dev.latchkey.outbound.Outbound;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Notes every call, and answers it as it is told to. */
public final class FakeOutbound implements Outbound {
    private final List<Call> calls = new ArrayList<>();
    private Supplier<CallResult> answer = () -> status(204);

    /** A call that was made. */
    public record Call(URI address, Map<String, String> headers, String json) {}

    public static CallResult status(int status) {
        return new CallResult(status, null, Duration.ofMillis(5));
    }

    public static CallResult fault(CallResult.Fault fault) {
        return new CallResult(0, fault, Duration.ofMillis(5));
    }

    public void answers(Supplier<CallResult> newAnswer) {
        answer = newAnswer;
    }

    public List<Call> calls() {
        return calls;
    }

    @Override
    public AddressRules rules() {
        return AddressRules.INTERNET;
    }

    @Override
    public CallResult post(URI address, Map<String, String> headers, String json) {
        calls.add(new Call(address, headers, json));
        return answer.get();
    }
}
