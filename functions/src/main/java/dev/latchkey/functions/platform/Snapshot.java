package dev.latchkey.functions.platform;

import dev.latchkey.functions.telemetry.Invocation;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * What is done around the snapshot that Lambda starts an environment from (SnapStart): before it is taken all is made ready, and
 * after it is restored what it must not hold is gone. docs/decisions/0018.
 */
final class Snapshot implements Resource {
    private static final String INITIALIZATION_TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";
    private static final String SNAPSHOT = "snap-start";

    /** The context that resources are registered with does not hold on to them. */
    private static final List<Resource> REGISTERED = new CopyOnWriteArrayList<>();

    private final AwsPlatform platform;

    private Snapshot(AwsPlatform platform) {
        this.platform = platform;
    }

    /** Registers the hooks where a snapshot is going to be taken; anywhere else they would only cost time at the start. */
    static void prepare(AwsPlatform platform, Map<String, String> environment) {
        if (SNAPSHOT.equals(environment.get(INITIALIZATION_TYPE))) {
            Snapshot snapshot = new Snapshot(platform);
            REGISTERED.add(snapshot);
            Core.getGlobalContext().register(snapshot);
        }
    }

    /** Throws nothing, as a function answers whatever happens: what is not ready then is made ready by the first call. */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        for (Rehearsal rehearsal : ServiceLoader.load(Rehearsal.class)) {
            rehearsal.play(platform::dynamoDbOver);
        }
        platform.reachOut();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        platform.forgetKeys();
        Invocation.afterRestore();
    }
}
