package dev.latchkey.functions.platform;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Goes once through what functions do before a snapshot is taken, so that the snapshot holds it loaded and ready. Found as a
 * service of the JDK's {@link java.util.ServiceLoader}, since it knows the functions, which know their platform.
 */
public interface SnapshotPriming {
    /** @param clients makes a client like the one for the real table, over whatever answers in DynamoDB's place */
    void play(Clients clients);

    /** Makes clients of DynamoDB. */
    interface Clients {
        DynamoDbClient over(SdkHttpClient http);
    }
}
