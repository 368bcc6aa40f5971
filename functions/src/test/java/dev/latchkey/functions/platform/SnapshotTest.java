package dev.latchkey.functions.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crac.Core;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private final AwsPlatform platform = new AwsPlatform(Map.of("AWS_REGION", "us-east-1"), Clock.systemUTC());
    private final List<String> lines = new ArrayList<>();

    @Test
    void primingThatFailsStopsNoDeploymentAndIsToldWithoutItsMessage() {
        SnapshotPriming failing = clients -> {
            throw new IllegalStateException("sesame");
        };

        new Snapshot(platform, List.of(failing), lines::add).beforeCheckpoint(Core.getGlobalContext());

        assertThat(lines)
                .containsExactly(
                        "{\"log\":\"snapshot\",\"level\":\"ERROR\",\"failure\":\"java.lang.IllegalStateException\"}");
    }

    @Test
    void primingThatGoesWellIsNotTold() {
        List<String> played = new ArrayList<>();

        new Snapshot(platform, List.of(clients -> played.add("scenario")), lines::add)
                .beforeCheckpoint(Core.getGlobalContext());

        assertThat(played).containsExactly("scenario");
        assertThat(lines).isEmpty();
    }
}
