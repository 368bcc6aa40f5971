package dev.latchkey.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * AWS's other services for tests: the endpoint of {@code AWS_ENDPOINT_URL} where one is offered (LocalStack without Docker, in CI), else LocalStack in
 * a container where Docker is there, else none, which skips the test out loud.
 */
public final class AwsEmulator {
    /** The last LocalStack that asks for no account. */
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");

    private AwsEmulator() {}

    /** Where the emulator answers. A container lives as long as this JVM. */
    public static URI endpoint() {
        return isOurLocalStack() ? InContainer.endpoint() : URI.create(System.getenv("AWS_ENDPOINT_URL"));
    }

    /** A client of one of its services. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return client(builder, endpoint());
    }

    /** A client of a service that is emulated there. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator")))
                .build();
    }

    /** Whether it is the container, which has a DynamoDB too. What an offered endpoint has besides secrets is not known. */
    public static boolean isOurLocalStack() {
        String offered = System.getenv("AWS_ENDPOINT_URL");
        return offered == null || offered.isBlank();
    }

    /** Nothing of Docker is touched where an endpoint is offered. */
    private static final class InContainer {
        private static URI endpoint() {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                String reason =
                        "skipped: there is no Docker for LocalStack, and AWS_ENDPOINT_URL names no emulator such as LocalStack";
                // Maven counts what is skipped and does not say why.
                System.out.println(reason);
                abort(reason);
            }
            return Started.CONTAINER.getEndpoint();
        }
    }

    private static final class Started {
        @SuppressWarnings("resource") // its own watchdog ends it with this JVM
        private static final LocalStackContainer CONTAINER =
                new LocalStackContainer(IMAGE).withServices("secretsmanager", "dynamodb", "events", "sqs");

        static {
            CONTAINER.start();
        }
    }
}
