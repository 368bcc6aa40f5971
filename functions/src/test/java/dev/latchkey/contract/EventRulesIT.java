package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.aws.EventBridgeBus;
import dev.latchkey.event.Event;
import dev.latchkey.event.EventBus;
import dev.latchkey.event.EventType;
import dev.latchkey.json.Json;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.AwsEmulator;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The rules of template.yaml on a bus that is not ours: what is published there reaches their queues, as their functions read it. */
class EventRulesIT {
    private static final AppName APP = new AppName("dev");
    private static final RoomName ROOM = new RoomName("team-sync");

    private final EventBridgeClient eventBridge = AwsEmulator.client(EventBridgeClient.builder());
    private final SqsClient sqs = AwsEmulator.client(SqsClient.builder());
    private final String bus = "latchkey-" + UUID.randomUUID();

    @AfterEach
    void close() {
        eventBridge.close();
        sqs.close();
    }

    @Test
    void everyEventReachesTheQueueOfTheWebhooksAsItIs() {
        eventBridge.createEventBus(create -> create.name(bus));
        String queue = target("WebhookRule");
        List<Event> events = IntStream.range(0, 23).mapToObj(this::event).toList();

        assertThat(new EventBridgeBus(eventBridge, bus).publish(events)).isEqualTo(EventBus.Result.ALL_TAKEN);

        Set<Map<String, Object>> expected = events.stream()
                .map(event -> Json.readObject(Json.write(event.toJson())))
                .collect(Collectors.toSet());
        assertThat(receive(queue, expected.size())).isEqualTo(expected);
    }

    /** A queue that a rule of template.yaml fills, made as it stands there. */
    private String target(String ruleId) {
        Yaml rule = Template.resources("AWS::Events::Rule").get(ruleId);
        Yaml target = rule.at("Targets").list().get(0);
        String queue = sqs.createQueue(create -> create.queueName("latchkey-" + UUID.randomUUID()))
                .queueUrl();
        String arn = sqs.getQueueAttributes(get -> get.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        eventBridge.putRule(put -> put.name(ruleId)
                .eventBusName(bus)
                .eventPattern(Json.write(rule.at("EventPattern").value()))
                .state(RuleState.ENABLED));
        eventBridge.putTargets(put -> put.rule(ruleId)
                .eventBusName(bus)
                .targets(Target.builder()
                        .id(target.at("Id").text())
                        .arn(arn)
                        .inputPath(target.at("InputPath").text())
                        .build()));
        return queue;
    }

    /** What comes until that many have come; fewer where ten looks in a row find nothing. */
    private Set<Map<String, Object>> receive(String queue, int number) {
        Set<Map<String, Object>> received = new HashSet<>();
        int looks = 0;
        while (received.size() < number && looks < 10) {
            List<Message> messages = sqs.receiveMessage(receive ->
                            receive.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(1))
                    .messages();
            looks = messages.isEmpty() ? looks + 1 : 0;
            messages.forEach(message -> received.add(Json.readObject(message.body())));
        }
        return received;
    }

    private Event event(int number) {
        EventType[] types = EventType.values();
        return new Event(
                "evt_" + number,
                types[number % types.length],
                Instant.now(),
                APP,
                ROOM,
                "0123456789abcdef01234567",
                "00000000000000000001",
                Map.of("name", "Zoë 👋"));
    }
}
