package dev.latchkey.functions.telemetry;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The call that this thread is answering, as far as its lines in the log have to know it: what came of one request can be
 * found by any of its ids, whichever part of the code wrote the line.
 */
public final class Invocation {
    /** Where Lambda's runtime client leaves the header {@code X-Amzn-Trace-Id}. */
    private static final String TRACE_HEADER = "com.amazonaws.xray.traceHeader";

    private static final String ROOT = "Root=";

    /** Until this environment has been asked anything. */
    private static final AtomicBoolean FRESH = new AtomicBoolean(true);

    private static final Invocation NONE = new Invocation(null, "", false);

    private static final ThreadLocal<@Nullable Invocation> CURRENT = new ThreadLocal<>();

    private final @Nullable Context context;
    private final String requestId;
    private final boolean first;
    private @Nullable String app;
    private @Nullable String dashboardSession;

    private Invocation(@Nullable Context context, String requestId, boolean first) {
        this.context = context;
        this.requestId = requestId;
        this.first = first;
    }

    /** @param requestId API Gateway's; empty for a call that did not come by HTTP */
    public static Invocation begin(Context context, String requestId) {
        Invocation invocation = new Invocation(context, requestId, FRESH.getAndSet(false));
        CURRENT.set(invocation);
        return invocation;
    }

    /** This thread's; one that says nothing for a thread that answers no call. */
    public static Invocation current() {
        Invocation current = CURRENT.get();
        return current == null ? NONE : current;
    }

    public void end() {
        CURRENT.remove();
    }

    /** The next call is the first of its environment: it has just been restored from a snapshot. */
    public static void afterRestore() {
        FRESH.set(true);
    }

    /** Whether it waited for its environment to start. */
    public boolean isFirst() {
        return first;
    }

    /** Notes the app that it is about, once that is known. */
    public void about(String app) {
        if (this != NONE) {
            this.app = app;
        }
    }

    /** Notes the id of the dashboard session that it came by. */
    public void bySession(String id) {
        if (this != NONE) {
            this.dashboardSession = id;
        }
    }

    /** Adds the ids under which its other lines, its trace and its app's lines are found. */
    public void writeIds(Map<String, Object> line) {
        if (context == null) {
            return;
        }
        if (!requestId.isEmpty()) {
            line.put("requestId", requestId);
        }
        line.put("lambdaRequestId", context.getAwsRequestId());
        String trace = traceId();
        if (!trace.isEmpty()) {
            line.put("traceId", trace);
        }
        if (app != null) {
            line.put("app", app);
        }
        if (dashboardSession != null) {
            line.put("dashboardSessionId", dashboardSession);
        }
    }

    /** The id that X-Ray shows the call under; empty where nothing traces. */
    private static String traceId() {
        for (String part : System.getProperty(TRACE_HEADER, "").split(";")) {
            if (part.startsWith(ROOT)) {
                return part.substring(ROOT.length());
            }
        }
        return "";
    }
}
