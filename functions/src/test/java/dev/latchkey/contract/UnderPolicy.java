package dev.latchkey.contract;

import dev.latchkey.functions.platform.DynamoDbStores;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A platform on which a function may ask of the table what its policy in template.yaml grants, and fails with all else. */
final class UnderPolicy {
    private UnderPolicy() {}

    /** @param platform has all but the table */
    static Platform of(String handler, Platform platform, DynamoDbClient client, String table) {
        Template.Function function = Template.functions().values().stream()
                .filter(deployed -> deployed.handler().equals(handler))
                .findFirst()
                .orElseThrow(() -> new AssertionError("template.yaml does not deploy " + handler));
        Stores limited = new DynamoDbStores(limited(client, function), table, platform.auditLog(), platform.clock());
        return (Platform) Proxy.newProxyInstance(
                Platform.class.getClassLoader(), new Class<?>[] {Platform.class}, (proxy, method, arguments) -> {
                    try {
                        return switch (method.getName()) {
                            case "stores" -> limited;
                            case "publicKeys" -> limited.publicKeys();
                            default -> method.invoke(platform, arguments);
                        };
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static DynamoDbClient limited(DynamoDbClient client, Template.Function function) {
        Set<String> grants = function.grants();
        return RecordedCalls.dynamoDb(client, call -> {
            if (!grants.contains(call)) {
                throw new AssertionError(function.logicalId() + " may not " + call);
            }
        });
    }
}
