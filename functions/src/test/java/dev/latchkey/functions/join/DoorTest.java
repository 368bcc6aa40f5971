package dev.latchkey.functions.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.app.AppName;
import dev.latchkey.functions.http.Request;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorTest {
    @Test
    void addressNamesTheDoor() {
        assertThat(Door.of(at("acme", "standup"))).isEqualTo(new Door(new AppName("acme"), new RoomName("standup")));
    }

    @ParameterizedTest
    @CsvSource({"Acme!,standup", "acme,no room"})
    void whatNothingCanBeNamedIsNotThere(String app, String room) {
        refuses(() -> Door.of(at(app, room)), Reason.ROOM_NOT_FOUND);
    }

    @Test
    void ticketIsABearer() {
        assertThat(Door.ticket(request(Map.of(), Map.of("authorization", "Bearer ticket"))))
                .isEqualTo("ticket");
        refuses(() -> Door.ticket(request(Map.of(), Map.of())), Reason.TOKEN_REQUIRED);
        refuses(() -> Door.ticket(request(Map.of(), Map.of("x-api-key", "ticket"))), Reason.TOKEN_REQUIRED);
    }

    private static void refuses(ThrowingCallable call, Reason reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Request at(String app, String room) {
        return request(Map.of("appName", app, "roomName", room), Map.of());
    }

    private static Request request(Map<String, String> path, Map<String, String> headers) {
        return new Request("req-1", "GET", "GET /", headers, Map.of(), path, "", "", List.of(), "");
    }
}
