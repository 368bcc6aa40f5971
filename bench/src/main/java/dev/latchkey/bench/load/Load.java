package dev.latchkey.bench.load;

import static dev.latchkey.bench.Markdown.number;

import dev.latchkey.bench.Markdown;
import dev.latchkey.bench.Project;
import dev.latchkey.bench.harness.LocalProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prints how many calls a second the whole service answers on one machine, by wrk. */
public final class Load {
    private static final int ROOMS = 50;
    private static final int CONNECTIONS = 8;

    private final LocalProcess bundle;
    private final Path work;
    private final int seconds;
    private final Markdown table =
            Markdown.of("calls", "per second", "p50 ms", "p99 ms", "times public keys", "errors");

    /** Of the first row: what gateway and runtime take by themselves. */
    private double publicKeysPerSecond;

    private Load(LocalProcess bundle, Path work, int seconds) {
        this.bundle = bundle;
        this.work = work;
        this.seconds = seconds;
    }

    /** @param arguments seconds of each run */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(Files.createDirectories(Project.file("bench/target")), "load");
        try (LocalProcess bundle = LocalProcess.start(Files.createDirectory(work.resolve("data")), List.of())) {
            new Load(bundle, work, Integer.parseInt(arguments[0])).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        List<String> tokens = new ArrayList<>();
        List<String> validations = new ArrayList<>();
        List<String> joins = new ArrayList<>();
        List<String> heartbeats = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            String room = "room-" + i;
            String body = "{'roomName':'" + room + "','name':'Ada','externalUserId':'user-" + i + "'}";
            bundle.post("/api/v1/room", "{'roomName':'" + room + "','privacy':'private'}");
            Object token = bundle.post("/api/v1/token", body).get("token");
            String join = "{'accessToken':'" + token + "'}";
            Object session = bundle.post("/api/v1/join/dev/" + room, join).get("sessionToken");
            tokens.add(line("POST", "/api/v1/token", "x-api-key", bundle.apiKey(), body));
            validations.add(line("POST", "/api/v1/token/validate", "", "", "{'token':'" + token + "'}"));
            joins.add(line("POST", "/api/v1/join/dev/" + room, "", "", join));
            heartbeats.add(line("POST", "/api/v1/session/heartbeat", "authorization", "Bearer " + session, ""));
        }
        List<String> keys = List.of(line("GET", "/.well-known/jwks.json", "", "", ""));
        List<String> mixed = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            mixed.addAll(
                    List.of(heartbeats.get(i), validations.get(i), heartbeats.get(i), tokens.get(i), joins.get(i)));
        }
        row("public keys, no table asked", keys);
        row("create a token", tokens);
        row("validate a token", validations);
        row("heartbeat", heartbeats);
        row("join, 50 rooms", joins);
        row("two heartbeats, a validation, a token, a join", mixed);
        table.print(
                "Load on one machine",
                CONNECTIONS + " connections, " + seconds
                        + " s each after as many to warm up; wrk, gateway, functions and"
                        + " DynamoDB Local share its processors.");
    }

    private static String line(String method, String path, String header, String value, String body) {
        return String.join("\t", method, path, header, value, body.replace('\'', '"'));
    }

    private void row(String name, List<String> requests) throws IOException, InterruptedException {
        wrk(requests);
        Run run = wrk(requests);
        if (publicKeysPerSecond == 0) {
            publicKeysPerSecond = run.perSecond();
        }
        table.row(
                name,
                number(run.perSecond(), 0),
                number(run.p50Ms(), 1),
                number(run.p99Ms(), 1),
                number(run.perSecond() / publicKeysPerSecond, 2),
                run.errors());
    }

    private Run wrk(List<String> requests) throws IOException, InterruptedException {
        Path file = Files.write(work.resolve("requests"), requests);
        ProcessBuilder builder = new ProcessBuilder(
                "wrk",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + seconds + "s",
                "-s",
                Project.file("bench/load/requests.lua").toString(),
                bundle.address());
        builder.environment().put("REQUESTS", file.toString());
        Process wrk = builder.redirectErrorStream(true).start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        return output.lines()
                .filter(line -> line.startsWith("RESULT "))
                .map(Run::parse)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(output));
    }

    /** @param errors answers that were refusals, and connections that broke */
    private record Run(double perSecond, double p50Ms, double p99Ms, long errors) {
        static Run parse(String line) {
            String[] numbers = line.split(" ");
            double seconds = Long.parseLong(numbers[2]) / 1e6;
            return new Run(
                    Long.parseLong(numbers[1]) / seconds,
                    Long.parseLong(numbers[3]) / 1e3,
                    Long.parseLong(numbers[4]) / 1e3,
                    Long.parseLong(numbers[5]));
        }
    }
}
