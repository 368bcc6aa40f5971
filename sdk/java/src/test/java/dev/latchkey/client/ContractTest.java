package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the client reads is what openapi.yaml promises. */
class ContractTest {
    /** @param passedOver what an application has no use for, or has from elsewhere */
    record Row(String schema, Function<JsonObject, Object> read, List<String> passedOver) {
        Object read(Contract.Sample sample) {
            return read.apply(JsonObject.parse(Json.write(sample.answer())));
        }

        Object contract() {
            return Contract.at(schema);
        }

        Contract.Sample whole() {
            return new Contract.Sample("whole", Contract.whole(contract()));
        }

        Stream<Contract.Sample> read(List<Contract.Sample> samples) {
            return samples.stream().filter(sample -> !passedOver.contains(sample.what()));
        }

        @Override
        public String toString() {
            return schema;
        }
    }

    static final List<Row> ROWS = List.of(
            row("components/schemas/Permissions", Permissions::read),
            row("components/schemas/Peer", Peer::read),
            row("components/schemas/Participation", Participation::read),
            // Everything else stands in its settings by its name.
            row(
                    "components/schemas/Room",
                    Room::read,
                    "archived",
                    "enableRequestToJoin",
                    "roomLocked",
                    "ejectAtRoomExp"),
            row("components/schemas/Session", Session::read),
            row("components/schemas/LiveSession", LiveSession::read),
            row("components/schemas/AccessTokenPayload", TokenPayload::read, "iss", "nbf"),
            row("components/schemas/ApiKeyEntry", ApiKey::read),
            row("components/schemas/ApiKeyWithText", NewApiKey::read, "success", "app"),
            row("components/schemas/MediaServer", MediaServer::read),
            row("components/schemas/Webhook", Webhook::read, "secret"),
            row("components/schemas/WebhookWithSecret", WebhookWithSecret::read),
            row("components/schemas/WebhookCall", WebhookCall::read),
            row("components/schemas/Deliveries/properties/deliveries/items", Delivery::read),
            row("components/schemas/Replayed", Replayed::read),
            row(element("/api/v1/join/{appName}/{roomName}", "requests"), JoinRequest::read),
            row("components/schemas/EndedJoinRequest", EndedJoinRequest::read),
            row(element("/api/v1/room/{roomName}/bans", "bans"), Ban::read));

    private static Row row(String schema, Function<JsonObject, Object> read, String... passedOver) {
        return new Row(schema, read, List.of(passedOver));
    }

    /** What a list of the contract has on a page. */
    private static String element(String path, String list) {
        return "paths/" + path.replace("/", "~1") + "/get/responses/200/content/application~1json/schema/properties/"
                + list + "/items";
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void everyAnswerThatTheContractAllowsCanBeRead(Row row) {
        row.read(row.whole());
        for (Contract.Sample other : Contract.others(row.contract())) {
            assertThatCode(() -> row.read(other)).as(other.what()).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void anAnswerWithoutWhatIsPromisedIsNoticed(Row row) {
        row.read(Contract.broken(row.contract()))
                .forEach(broken -> assertThatThrownBy(() -> row.read(broken))
                        .as(broken.what())
                        .isInstanceOf(LatchkeyException.class));
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void whatMayBeLeftOutIsRead(Row row) {
        Object whole = row.read(row.whole());
        row.read(Contract.reduced(row.contract()))
                .forEach(reduced ->
                        assertThat(row.read(reduced)).as(reduced.what()).isNotEqualTo(whole));
    }
}
