package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.event.EventType;
import dev.latchkey.functions.http.Problems;
import dev.latchkey.json.Json;
import dev.latchkey.meeting.Departure;
import dev.latchkey.problem.Reason;
import dev.latchkey.testing.FakeOutbound;
import dev.latchkey.webhook.TestCall;
import dev.latchkey.webhook.WebhookEndpoint;
import dev.latchkey.webhook.WebhookSignature;
import dev.latchkey.webhook.WebhookSigner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds openapi.yaml to the routes that are deployed, to the reasons in the code, and to itself. */
class OpenApiTest {
    private static final Set<String> NOT_SCHEMAS = Set.of("example", "examples", "default", "enum", "const");

    static Stream<String> routes() {
        return OpenApi.routes().stream();
    }

    @Test
    void describesTheRoutesOfTheTemplate() {
        assertThat(OpenApi.routes()).isEqualTo(Template.routes());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void operationIsNamedAfterItsFunction(String route) {
        Template.Function function = Template.behind(route);
        // HEAD is another way to ask for what GET gives. Routes that share a function cannot all have its name.
        long routes = function.routes().stream()
                .filter(other -> !other.startsWith("HEAD "))
                .count();
        String name = function.name();
        if (routes == 1) {
            assertThat(OpenApi.operation(route).value().at("operationId").text())
                    .isEqualToIgnoringCase(route.startsWith("HEAD ") ? "head" + name : name);
        }
    }

    @Test
    void whatAnybodyMayGetAnswersHeadToo() {
        List<String> open = routes().filter(route -> route.startsWith("GET ") && isOpen(route))
                .toList();
        assertThat(open).contains("GET /.well-known/jwks.json").allSatisfy(get -> {
            String head = get.replaceFirst("GET", "HEAD");
            assertThat(Template.behind(head)).isEqualTo(Template.behind(get));
            assertThat(isOpen(head)).isTrue();
        });
    }

    private static boolean isOpen(String route) {
        return OpenApi.operation(route).value().at("security").value().equals(List.of());
    }

    @Test
    void knowsEveryReason() {
        assertThat(OpenApi.FILE.at("components", "schemas", "Code", "enum").texts())
                .containsExactlyElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::code).toList());
    }

    /** In history as in events: the end of a room is the end of somebody's time that the room has set. */
    @Test
    void knowsEveryWayToGo() throws IOException {
        List<String> ways = Stream.concat(
                        Arrays.stream(Departure.values()).map(Departure::wireName), Stream.of("room_end"))
                .sorted()
                .toList();
        assertThat(OpenApi.FILE.at("components", "schemas", "Departure", "enum").texts())
                .containsExactlyInAnyOrderElementsOf(ways);
        Map<String, Object> left = Json.readObject(Files.readString(Yaml.file("docs/events/peer.left.v1.json")));
        assertThat(new Yaml(left)
                        .at("properties", "data", "properties", "reason", "enum")
                        .texts())
                .containsExactlyInAnyOrderElementsOf(ways);
    }

    /** A problem is an example once, and every answer refers to it. */
    @Test
    void examplesOfProblemsAreThoseOfTheCode() {
        List<String> problems = OpenApi.FILE.at("components", "examples").map().keySet().stream()
                .filter(name -> OpenApi.FILE
                        .at("components", "examples", name, "value")
                        .map()
                        .containsKey("code"))
                .toList();
        assertThat(problems).hasSizeGreaterThan(30).allSatisfy(name -> {
            Map<String, Object> example =
                    OpenApi.FILE.at("components", "examples", name, "value").map();
            Reason reason = Arrays.stream(Reason.values())
                    .filter(known -> known.code().equals(example.get("code")))
                    .findFirst()
                    .orElseThrow();
            String detail = String.valueOf(example.get("detail"));
            boolean huddle01 = example.containsKey("ok");
            // The one call that answers every bad token alike has a status of its own, and so have some of Huddle01's.
            boolean unauthorized = detail.startsWith("auth token is invalid: ") || example.containsKey("validated");
            int status = unauthorized ? 401 : Problems.status(reason);
            Map<String, Object> written = Json.readObject(
                    Problems.response(reason, status, detail, List.of(), "id").body());
            written.remove("instance");
            if (huddle01) {
                written.remove("message");
            }
            assertThat(Json.readObject(Json.write(example))).containsAllEntriesOf(written);
        });
    }

    @ParameterizedTest
    @MethodSource("routes")
    void noAnswerSpellsOutAProblem(String route) {
        OpenApi.Place responses = OpenApi.operation(route).to("responses");
        for (String status : responses.value().map().keySet()) {
            Yaml problem =
                    responses.to(status, "content", "application/problem+json").value();
            problem.at("examples")
                    .map()
                    .forEach((name, example) -> assertThat(new Yaml(example).map())
                            .describedAs("%s %s: %s", route, status, name)
                            .containsOnlyKeys("$ref"));
        }
    }

    @Test
    void readmeKnowsEveryReasonToo() throws IOException {
        String readme = Files.readString(Yaml.file("README.md"));
        assertThat(Reason.values()).allSatisfy(reason -> assertThat(readme).contains("`" + reason.code() + "`"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyAnswerHasAnExampleThatIsOne(String route) {
        OpenApi.Place responses = OpenApi.operation(route).to("responses");
        for (String status : responses.value().map().keySet()) {
            OpenApi.Place content = responses.to(status, "content");
            for (String type : content.value().map().keySet()) {
                checkExamples(route + " " + status, content.to(type));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyExampleOfARequestIsOne(String route) {
        OpenApi.Place json = OpenApi.operation(route).to("requestBody", "content", "application/json");
        if (json.exists()) {
            checkExamples(route, json);
        }
    }

    private static void checkExamples(String what, OpenApi.Place content) {
        Map<String, Object> examples = content.value().at("examples").map();
        assertThat(examples).describedAs(what).isNotEmpty();
        for (String name : examples.keySet()) {
            Object example = content.to("examples", name).value().at("value").value();
            assertThat(content.to("schema").complaints(Json.write(example)))
                    .describedAs("%s: example %s", what, name)
                    .isEmpty();
        }
    }

    @Test
    void webhooksAreTheEventsThatArePublished() {
        Map<String, Object> webhooks = OpenApi.FILE.at("webhooks").map();
        assertThat(webhooks.keySet())
                .containsExactlyElementsOf(Arrays.stream(EventType.values())
                        .map(EventType::wireName)
                        .toList());
        assertThat(webhooks.keySet()).allSatisfy(type -> {
            OpenApi.Place webhook = new OpenApi.Place("/webhooks").to(type);
            assertThat(webhook.value()
                            .at("post", "requestBody", "content", "application/json", "schema", "$ref")
                            .text())
                    .isEqualTo("docs/events/" + type + ".v1.json");
        });
    }

    @Test
    void headersOfWebhooksAreThoseThatAreSent() {
        FakeOutbound outbound = new FakeOutbound();
        WebhookSigner signer = new WebhookSigner(() -> "the master key of all, not to be guessed");
        Instant now = Instant.parse("2026-11-24T12:00:00Z");
        WebhookEndpoint rotated = new WebhookEndpoint(
                new AppName("dev"),
                "wh_1",
                "https://example.com/",
                Set.of(),
                Set.of(),
                "",
                WebhookSignature.STANDARD,
                true,
                now,
                2,
                now,
                1);
        new TestCall(outbound, signer, Clock.fixed(now, ZoneOffset.UTC))
                .make(rotated, URI.create("https://example.com/"));

        Map<String, String> sent = outbound.calls().get(0).headers();
        List<Yaml> headers =
                OpenApi.FILE.at("webhooks", "peer.joined", "parameters").list();
        Map<String, OpenApi.Place> described = new TreeMap<>();
        for (Yaml reference : headers) {
            OpenApi.Place header = new OpenApi.Place(reference.at("$ref").text().substring(1));
            described.put(header.value().at("name").text(), header);
        }
        assertThat(described).containsOnlyKeys(sent.keySet());
        described.forEach((name, header) -> assertThat(header.to("schema").complaints(Json.write(sent.get(name))))
                .describedAs(name)
                .isEmpty());
    }

    /** Whoever mistypes a reference gets an empty schema, which has nothing against anything. */
    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        collect(OpenApi.FILE.value(), references);
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                reference.startsWith("#")
                                        ? new OpenApi.Place(reference.substring(1)).exists()
                                        : Files.exists(Yaml.file(reference)))
                        .describedAs(reference)
                        .isTrue());
    }

    private static void collect(Object value, List<String> references) {
        if (value instanceof Map<?, ?> map) {
            if (map.get("$ref") instanceof String reference) {
                references.add(reference);
            }
            map.forEach((name, member) -> {
                if (!NOT_SCHEMAS.contains(name.toString()) || name.equals("examples")) {
                    collect(member, references);
                }
            });
        } else if (value instanceof List<?> list) {
            list.forEach(element -> collect(element, references));
        }
    }
}
