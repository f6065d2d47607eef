package dev.llmops.benchmarks.remote;

import dev.llmops.benchmarks.ProcessFigures;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * Calls a server by one client, one call after another, in a process of its own: the processor time is the client's.
 *
 * <p>Loads nothing but the JDK and the client's class, so that each library runs with its own dependencies.
 */
public final class ClientLoad {
    private static final int STREAMS_PER_CALL = 10;

    private ClientLoad() {}

    /**
     * Warms up, measures, and prints for calls and then for streams: median microseconds, microseconds of processor
     * time for each, characters received.
     *
     * @param args the class of the client, the address of the server, how many calls
     */
    @SuppressWarnings("unchecked")
    public static void main(String[] args) throws ReflectiveOperationException {
        ToIntFunction<Boolean> client = Class.forName(args[0])
                .asSubclass(ToIntFunction.class)
                .getConstructor(String.class, String.class, String.class, String.class)
                .newInstance(args[1], WireSamples.MODEL, WireSamples.SYSTEM, WireSamples.QUESTION);
        int calls = Integer.parseInt(args[2]);
        measure(client, false, calls);
        measure(client, true, calls / STREAMS_PER_CALL);
        System.exit(0);
    }

    private static void measure(ToIntFunction<Boolean> client, boolean streamed, int calls) {
        int characters = 0;
        for (int i = 0; i < calls; i++) {
            characters = client.applyAsInt(streamed);
        }
        long[] nanos = new long[calls];
        long cpu = ProcessFigures.cpuNanos();
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            characters = client.applyAsInt(streamed);
            nanos[i] = System.nanoTime() - start;
        }
        cpu = ProcessFigures.cpuNanos() - cpu;
        Arrays.sort(nanos);
        System.out.printf(Locale.ROOT, "%.1f %.1f %d%n", nanos[calls / 2] / 1e3, cpu / 1e3 / calls, characters);
    }
}
