package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.client.FakeService.Request;
import java.time.Instant;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListingTest {
    private static final String BAN = "{\"externalUserId\": \"%s\", \"bannedAt\": 1795348800, \"rank\": \"host\"}";

    private final FakeService service = new FakeService();
    private final Latchkey latchkey = service.client();

    @AfterEach
    void stop() {
        service.close();
    }

    private void page(String bans, String cursor) {
        service.answers(200, "{\"bans\": [" + bans + "], \"nextCursor\": " + cursor + "}");
    }

    @Test
    void goesFromPageToPageWhenItComesToThem() {
        page(BAN.formatted("a") + "," + BAN.formatted("b"), "\"x/y=\"");
        page("", "\"z\"");
        page(BAN.formatted("c"), "null");
        var bans = latchkey.listBans("hello").iterator();
        assertThat(service.requests()).isEmpty();
        assertThat(bans.next()).isEqualTo(new Ban("a", Instant.ofEpochSecond(1795348800), "host"));
        assertThat(bans.next().externalUserId()).isEqualTo("b");
        assertThat(service.requests()).hasSize(1);
        assertThat(bans.next().externalUserId()).isEqualTo("c");
        assertThat(bans.hasNext()).isFalse();
        assertThatThrownBy(bans::next).isInstanceOf(NoSuchElementException.class);
        assertThat(service.requests().stream().map(Request::target))
                .containsExactly(
                        "/api/v1/room/hello/bans",
                        "/api/v1/room/hello/bans?cursor=x%2Fy%3D",
                        "/api/v1/room/hello/bans?cursor=z");
    }

    @Test
    void beginsAnewEachTime() {
        page(BAN.formatted("a"), "null");
        page(BAN.formatted("b"), "null");
        Listing<Ban> bans = latchkey.listBans("hello");
        assertThat(bans.stream().map(Ban::externalUserId)).containsExactly("a");
        assertThat(bans.stream().map(Ban::externalUserId)).containsExactly("b");
    }

    @Test
    void aPageCanBeHadAlone() {
        service.answers(200, "{\"rooms\": [], \"nextCursor\": \"n\"}")
                .answers(200, "{\"rooms\": [], \"nextCursor\": null}");
        Listing<Room> rooms = latchkey.listRooms().pageSize(2);
        Page<Room> first = rooms.firstPage();
        assertThat(first.nextCursor()).isEqualTo("n");
        assertThat(rooms.pageAt(first.nextCursor()).nextCursor()).isNull();
        assertThat(service.requests().stream().map(Request::target))
                .containsExactly("/api/v1/rooms?limit=2", "/api/v1/rooms?limit=2&cursor=n");
    }
}
