package dev.latchkey.bench.coldstart;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Starts of several candidates: one of each in every round, so that whatever slows the machine down slows all of them. */
final class Race {
    private final List<Starts> all;

    private Race(List<Starts> all) {
        this.all = all;
    }

    static Race run(List<Candidate> candidates, int rounds) throws IOException, InterruptedException {
        List<Starts> all = candidates.stream().map(Starts::new).toList();
        Random order = new Random(rounds);
        for (int round = 0; round < rounds; round++) {
            List<Starts> shuffled = new ArrayList<>(all);
            Collections.shuffle(shuffled, order);
            for (Starts starts : shuffled) {
                starts.add(Start.of(starts.candidate()));
            }
        }
        return new Race(all);
    }

    /** In the order in which the candidates were named. */
    List<Starts> all() {
        return all;
    }

    /** How many times as long as the other's a candidate's start takes. */
    double ratio(Starts one, Candidate other) {
        double others = all.stream()
                .filter(starts -> starts.candidate().equals(other))
                .findFirst()
                .orElseThrow()
                .total()
                .median();
        return one.total().median() / others;
    }
}
