package dev.latchkey.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.TestTables;
import dev.latchkey.testing.contract.PublicKeysContract;
import org.junit.jupiter.api.Test;

class DynamoDbPublicKeysTest extends PublicKeysContract {
    DynamoDbPublicKeysTest() {
        super(keys(TestTables.create()));
    }

    private static DynamoDbPublicKeys keys(String tableName) {
        return new DynamoDbPublicKeys(new Table(TestTables.client(), tableName));
    }

    @Test
    void keepsNothingOfKeysThatNobodyElseVerifiesWith() {
        String tableName = TestTables.create();
        keys(tableName).publish(FIRST);
        assertThat(TestTables.client().scan(scan -> scan.tableName(tableName)).items())
                .extracting(item -> item.get("pk").s())
                .containsExactlyInAnyOrder("JWKS#access", "JWKS#session");
    }
}
