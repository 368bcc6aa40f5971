package dev.latchkey.outbound;

import dev.latchkey.outbound.HttpPost.CallFailedException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/** Calls as {@link HttpPost} does, to where whoever named them may send them, and reads answers whole. */
public final class HttpApiClient implements ApiClient {
    private final AddressRules rules;
    private final AddressRules ofApps;

    /**
     * What the operator has named, which may be in a private network.
     *
     * @param ofApps to which addresses calls may go that apps have named
     */
    public HttpApiClient(AddressRules ofApps) {
        this(AddressRules.NAMED_BY_THE_OPERATOR, ofApps);
    }

    private HttpApiClient(AddressRules rules, AddressRules ofApps) {
        this.rules = rules;
        this.ofApps = ofApps;
    }

    @Override
    public AddressRules rules() {
        return rules;
    }

    @Override
    public ApiClient namedByApps() {
        return new HttpApiClient(ofApps, ofApps);
    }

    @Override
    public ApiAnswer post(URI address, Map<String, String> headers, String json, Duration longest) {
        SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try {
            return HttpPost.run(
                    new PinnedCall<>(rules, Resolver.SYSTEM, tls, address, headers, json, WholeAnswer::read), longest);
        } catch (CallFailedException e) {
            return new ApiAnswer(0, e.fault(), "");
        }
    }
}
