package dev.latchkey.outbound;

import dev.latchkey.outbound.HttpPost.CallFailedException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/** Calls as {@link HttpPost} does, to where the operator may send them, and reads answers whole. */
public final class HttpApiClient implements ApiClient {
    private static final AddressRules RULES = AddressRules.NAMED_BY_THE_OPERATOR;

    @Override
    public AddressRules rules() {
        return RULES;
    }

    @Override
    public ApiAnswer post(URI address, Map<String, String> headers, String json, Duration longest) {
        SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try {
            return HttpPost.run(
                    new PinnedCall<>(RULES, Resolver.SYSTEM, tls, address, headers, json, WholeAnswer::read), longest);
        } catch (CallFailedException e) {
            return new ApiAnswer(0, e.fault(), "");
        }
    }
}
