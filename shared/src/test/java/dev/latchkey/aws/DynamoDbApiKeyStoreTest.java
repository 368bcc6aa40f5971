package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.Resource;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.TestTables;
import dev.latchkey.testing.contract.ApiKeyStoreContract;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DynamoDbApiKeyStoreTest extends ApiKeyStoreContract {
    DynamoDbApiKeyStoreTest() {
        super(stores(new Table(TestTables.client(), TestTables.create())));
    }

    private static Stores stores(Table table) {
        return new Stores(new DynamoDbApiKeyStore(table), new DynamoDbRoomStore(table));
    }

    @Test
    void aLostAnswerIsNoDifferentFromAnAnswer() {
        ApiKeyStore rough = new DynamoDbApiKeyStore(
                new Table(new FaultyDynamoDb(TestTables.client(), 5).lostAnswers(0.5), TestTables.create()));
        for (int i = 0; i < 10; i++) {
            App another = App.create(new AppName("app-" + i), NOON);
            ApiKeySecret itsSecret = ApiKeySecret.generate(another.name());
            ApiKey itsKey = key(itsSecret, NOON);
            assertThat(rough.create(another, itsKey)).isTrue();
            assertThat(rough.update(another)).isTrue();
            rough.update(itsKey);
            assertThat(rough.find(itsSecret, Resource.APP)).contains(new ApiKeyStore.Known(another, itsKey, null));
            rough.remove(itsKey);
            assertThat(rough.list(another.name())).isEmpty();
        }
    }

    private static ApiKey key(ApiKeySecret secret, Instant created) {
        return new ApiKey(
                secret.app(),
                Ids.ulid(created),
                secret.sha256(),
                "a key",
                ApiKey.EVERYTHING,
                Set.of(),
                created,
                Instant.MAX);
    }
}
