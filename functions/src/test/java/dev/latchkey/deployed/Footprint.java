package dev.latchkey.deployed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM holds at one moment. To be compared with another moment it has to be started with {@link #EXACT}.
 *
 * @param liveBytes of the objects that a full collection leaves
 * @param classes loaded and not unloaded
 * @param residentKb real memory of the process
 */
public record Footprint(long liveBytes, long classes, long threads, long residentKb) {
    /**
     * Every collection packs what lives, else three of four leave gaps that count as living; and none spares what is only softly
     * held.
     */
    public static final List<String> EXACT =
            List.of("-XX:MarkSweepAlwaysCompactCount=1", "-XX:SoftRefLRUPolicyMSPerMB=0");

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final Pattern LOADED = Pattern.compile("(?m)^java\\.cls\\.loadedClasses=(\\d+)");
    private static final Pattern UNLOADED = Pattern.compile("(?m)^java\\.cls\\.unloadedClasses=(\\d+)");

    /** Collects garbage there first. The first look makes the JVM start a thread that answers such questions. */
    public static Footprint of(Environment environment) throws IOException, InterruptedException {
        long live = number(TOTAL, ask(environment, "GC.class_histogram"));
        String counters = ask(environment, "PerfCounter.print");
        long classes = number(LOADED, counters) - number(UNLOADED, counters);
        return new Footprint(live, classes, environment.threads(), environment.residentKb());
    }

    private static String ask(Environment environment, String question) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, String.valueOf(environment.pid()), question)
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(answer);
        }
        return answer;
    }

    private static long number(Pattern pattern, String answer) {
        Matcher found = pattern.matcher(answer);
        if (!found.find()) {
            throw new AssertionError(pattern + " is not in " + answer);
        }
        return Long.parseLong(found.group(1));
    }
}
