package dev.latchkey.functions.platform;

import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * What is done around the snapshot that Lambda starts an environment from (SnapStart): before it is taken all is made ready, and
 * what it must not hold is gone. docs/decisions/0018.
 */
final class Snapshot implements Resource {
    private static final String INITIALIZATION_TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";
    private static final String SNAPSHOT = "snap-start";

    /** The context that resources are registered with does not hold on to them. */
    private static final List<Resource> REGISTERED = new CopyOnWriteArrayList<>();

    private final AwsPlatform platform;
    private final Iterable<SnapshotPriming> primings;
    private final Consumer<String> out;

    Snapshot(AwsPlatform platform, Iterable<SnapshotPriming> primings, Consumer<String> out) {
        this.platform = platform;
        this.primings = primings;
        this.out = out;
    }

    /** Registers the hooks where a snapshot is going to be taken; anywhere else they would only cost time at the start. */
    static void prepare(AwsPlatform platform, Map<String, String> environment) {
        if (SNAPSHOT.equals(environment.get(INITIALIZATION_TYPE))) {
            Snapshot snapshot = new Snapshot(platform, ServiceLoader.load(SnapshotPriming.class), System.out::println);
            REGISTERED.add(snapshot);
            Core.getGlobalContext().register(snapshot);
        }
    }

    /** Throws nothing, which would stop a deployment: what is not ready then is made ready by the first call. */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            for (SnapshotPriming priming : primings) {
                priming.play(platform::dynamoDbOver);
            }
            platform.reachOut();
        } catch (RuntimeException | ServiceConfigurationError e) {
            out.accept(line(e));
        }
        // Lambda keeps snapshots for as long as their versions: longer than keys are good.
        platform.forgetKeys();
    }

    /** The next call has waited for its environment to start. */
    @Override
    public void afterRestore(Context<? extends Resource> context) {
        Invocation.afterRestore();
    }

    private static String line(Throwable failure) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("log", "snapshot");
        line.put("level", "ERROR");
        line.put("failure", failure.getClass().getName());
        return Json.write(line);
    }
}
