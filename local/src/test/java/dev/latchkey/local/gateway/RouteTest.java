package dev.latchkey.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouteTest {
    private static final Route ROOM = new Route("GET", "/api/v1/room/{roomName}");

    @Test
    void placeholderTakesOneSegment() {
        assertThat(ROOM.match("GET", List.of("api", "v1", "room", "daily"))).contains(Map.of("roomName", "daily"));
        assertThat(ROOM.match("GET", List.of("api", "v1", "room", "daily", "peers")))
                .isEmpty();
    }

    @Test
    void placeholderTakesNoEmptySegment() {
        assertThat(ROOM.match("GET", List.of("api", "v1", "room", ""))).isEmpty();
    }

    @Test
    void otherMethodIsAnotherCall() {
        assertThat(ROOM.match("PUT", List.of("api", "v1", "room", "daily"))).isEmpty();
    }

    @Test
    void fixedSegmentsComeBeforePlaceholders() {
        Route validate = new Route("POST", "/token/validate");
        Route any = new Route("POST", "/token/{id}");
        Route other = new Route("POST", "/{kind}/validate");

        assertThat(Stream.of(other, any, validate).sorted(Route.MOST_SPECIFIC_FIRST))
                .containsExactly(validate, any, other);
    }

    @Test
    void greedyPathIsRefusedRatherThanMisread() {
        assertThatThrownBy(() -> new Route("GET", "/{proxy+}")).isInstanceOf(IllegalArgumentException.class);
    }
}
