package dev.latchkey.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import dev.latchkey.permission.Right;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomControlsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, emptyValue = "", textBlock = """
                    settings                                                               | withheld from all but admins
                    {}                                                                     | ''
                    {"ownerOnlyBroadcast":false}                                           | ''
                    {"ownerOnlyBroadcast":true}                                            | cam mic screen
                    {"allowProduce":true}                                                  | ''
                    {"allowProduce":false}                                                 | cam mic screen
                    {"allowProduceSources":{"cam":true,"mic":true,"screen":true}}          | ''
                    {"allowProduceSources":{"cam":false,"mic":true,"screen":true}}         | cam
                    {"allowProduceSources":{"cam":true,"mic":false,"screen":false}}        | mic screen
                    {"allowProduce":false,"allowProduceSources":{"cam":true}}              | cam mic screen
                    {"allowConsume":false}                                                 | canConsume
                    {"allowConsume":true}                                                  | ''
                    {"allowSendData":false}                                                | canSendData
                    {"ownerOnlyBroadcast":true,"allowConsume":false,"allowSendData":false} | canConsume cam mic screen canSendData
                    {"lang":"en","enableChat":false}                                       | ''
                    """)
    void settingsSayWhatOnlyAdminsMayDo(String settings, String withheld) {
        String names = Arrays.stream(Right.values())
                .filter(RoomControls.withheld(Json.readObject(settings))::has)
                .map(Right::wireName)
                .collect(Collectors.joining(" "));

        assertThat(names).isEqualTo(withheld);
    }
}
