package dev.latchkey.bench.coldstart;

import dev.latchkey.bench.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All starts of one candidate. */
final class Starts {
    private final Candidate candidate;
    private final List<Start> starts = new ArrayList<>();

    Starts(Candidate candidate) {
        this.candidate = candidate;
    }

    void add(Start start) {
        starts.add(start);
    }

    Candidate candidate() {
        return candidate;
    }

    Sample init() {
        return sample(Start::initMs);
    }

    Sample first() {
        return sample(Start::firstMs);
    }

    /** What somebody waited for: with a snapshot, the init phase was over long before. */
    Sample total() {
        return candidate.restored() ? first() : sample(start -> start.initMs() + start.firstMs());
    }

    Sample cpu() {
        return sample(Start::cpuMs);
    }

    Sample resident() {
        return sample(Start::residentMb);
    }

    private Sample sample(Function<Start, Double> what) {
        return Sample.of(starts.stream().map(what).toList());
    }
}
