package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tells every story of events/ to the deployed handlers over a real table. */
class EventsTest {
    static Stream<Stories.Story> stories() {
        return Stories.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void storyEndsAsExpected(Stories.Story story) {
        World world = new World();
        story.before().accept(world);

        Answer answer = world.tell(story.file());

        assertThat(answer.code()).describedAs(answer.body()).isEqualTo(story.code());
        assertThat(answer.status()).describedAs(answer.body()).isEqualTo(story.status());
        if (story.file().isHttp()) {
            checkAgainstOpenApi(story, answer);
        }
    }

    private static void checkAgainstOpenApi(Stories.Story story, Answer answer) {
        OpenApi.Place operation = OpenApi.operation(story.file().routeKey());
        OpenApi.Place response = operation.to("responses", String.valueOf(answer.status()));
        OpenApi.Place described = response.to("content", answer.contentType());
        assertThat(described.exists()).describedAs(described.pointer()).isTrue();
        assertThat(described.to("schema").complaints(answer.body())).isEmpty();
        if (story.code() == null && story.file().hasBody()) {
            OpenApi.Place request = operation.to("requestBody", "content", "application/json", "schema");
            assertThat(request.complaints(story.file().body())).isEmpty();
        }
    }

    @Test
    void everyEventFileHasItsExpectation() {
        List<String> told = stories().map(Stories.Story::event).toList();
        assertThat(told).doesNotHaveDuplicates();
        assertThat(EventFile.all()).extracting(EventFile::name).containsExactlyInAnyOrderElementsOf(told);
    }
}
