package dev.latchkey.bench.cost;

import static dev.latchkey.bench.Markdown.number;

import dev.latchkey.bench.Markdown;
import dev.latchkey.bench.Sample;
import dev.latchkey.bench.harness.Call;
import dev.latchkey.bench.harness.Calls;
import dev.latchkey.bench.harness.Harness;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints what each call consumes, and what a million of them cost. */
public final class Cost {
    /** Calls before the one that is looked at, so that its work is as warm as a function's that is in use. */
    private static final int WARM_UP = 20;

    private static final int MEASURED = 11;

    private final Meter meter = new Meter();
    private final Harness stage = new Harness(meter);

    private Cost() {}

    public static void main(String[] arguments) {
        Cost cost = new Cost();
        cost.printUnits();
        cost.printDollars();
        System.exit(0); // the server of DynamoDB Local leaves threads behind
    }

    private void printUnits() {
        Markdown table = Markdown.of(
                "call", "requests", "round trips", "read units", "write units", "reported: read", "write", "index");
        for (Call call : Calls.ALL) {
            Consumption consumed = consumption(call);
            table.row(
                    call,
                    consumed.summary(),
                    consumed.roundTrips(),
                    number(consumed.billed().reads(), 1),
                    number(consumed.billed().writes(), 0),
                    number(consumed.reported().reads(), 1),
                    number(consumed.reported().writes(), 0),
                    number(consumed.indexWrites(), 0));
        }
        table.print(
                "Capacity units of a call",
                "Reported is what DynamoDB Local says in ReturnConsumedCapacity, of which index in the index; before it stands"
                        + " what DynamoDB bills.");
    }

    private void printDollars() {
        Map<Call, Work> works = work();
        Markdown table = Markdown.of(
                "a million calls",
                "API",
                "Lambda",
                "DynamoDB",
                "logs",
                "together $",
                "CPU ms",
                "billed ms",
                "log bytes");
        works.forEach((call, work) -> {
            Consumption consumed = consumption(call);
            double cpuMs = Sample.of(work.cpuMs).median();
            double loggedBytes = Sample.of(work.loggedBytes).median();
            Bill bill = Bill.of(call.api(), consumed, cpuMs, loggedBytes);
            table.row(
                    call,
                    number(bill.api(), 2),
                    number(bill.lambda(), 2),
                    number(bill.dynamoDb(), 2),
                    number(bill.logs(), 2),
                    number(bill.total(), 2),
                    number(cpuMs, 2),
                    number(Bill.billedMs(consumed, cpuMs), 0),
                    number(loggedBytes, 0));
        });
        table.print(
                "Dollars per million calls", "Prices and assumptions stand in bench/, in Prices.java and Bill.java.");
    }

    /** Of one call, on a stage of its own, by a function that has had such a call before and knows what rooms are like here. */
    private Consumption consumption(Call call) {
        if (!Calls.SLOW_TO_SET.contains(call)) {
            stage.invoke(call, call.event(stage));
        }
        String event = call.event(stage);
        meter.take();
        stage.invoke(call, event);
        return meter.take();
    }

    /** The calls take turns, so that what they share is equally warm for all. */
    private Map<Call, Work> work() {
        Map<Call, Work> works = new LinkedHashMap<>();
        for (int round = 0; round < WARM_UP + MEASURED; round++) {
            for (Call call : Calls.ALL) {
                if (Calls.SLOW_TO_SET.contains(call)) {
                    continue;
                }
                String event = call.event(stage);
                long loggedBefore = stage.loggedBytes();
                long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                stage.invoke(call, event);
                if (round >= WARM_UP) {
                    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore;
                    Work work = works.computeIfAbsent(call, first -> new Work());
                    work.cpuMs.add(cpu / 1e6);
                    work.loggedBytes.add((double) (stage.loggedBytes() - loggedBefore));
                }
            }
        }
        return works;
    }

    /** What warm calls do in the function itself: the processor time of their thread, and what they log. */
    private static final class Work {
        private final List<Double> cpuMs = new ArrayList<>();
        private final List<Double> loggedBytes = new ArrayList<>();
    }
}
