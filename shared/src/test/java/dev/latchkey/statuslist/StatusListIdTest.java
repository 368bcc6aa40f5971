package dev.latchkey.statuslist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusListIdTest {
    private static final AppName APP = new AppName("acme-1");

    @Test
    void isReadAsItIsWritten() {
        StatusListId list = new StatusListId(APP, 7);

        assertThat(list).hasToString("acme-1.7");
        assertThat(StatusListId.parse("acme-1.7")).contains(list);
        assertThat(list.uri("https://api.example.com"))
                .isEqualTo("https://api.example.com/.well-known/status/acme-1.7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme",
                "acme.",
                ".1",
                "acme.8",
                "acme.10",
                "acme.x",
                "Acme.1",
                "ac.me.1",
                "acme.1.1",
                " acme.1"
            })
    void nothingElseIsAList(String text) {
        assertThat(StatusListId.parse(text)).isEmpty();
    }

    @Test
    void roomsAreSpreadOverAllListsAndEachIsInOne() {
        Set<StatusListId> lists = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String room = Ids.hex24();
            lists.add(StatusListId.of(APP, room));
            assertThat(StatusListId.of(APP, room)).isEqualTo(StatusListId.of(APP, room));
        }
        assertThat(lists).hasSize(StatusListId.LISTS);
    }
}
