package dev.llmops.benchmarks.remote;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.LlmException;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ProviderException;
import dev.llmops.benchmarks.ProcessFigures;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Timeouts;
import dev.llmops.remote.Transport;
import dev.llmops.remote.openai.OpenAiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Asks 10,000 times a server that does everything wrong that a server can, cancels six of ten calls
 * at random moments, and checks that each of them ends as it should, and that nothing is left: no
 * connection, no thread, no memory.
 */
public final class RemoteStorm {
    private static final int CALLS = 10_000;
    private static final int WARM_UP = 3_000;
    private static final int AT_ONCE = 128;
    private static final int LATEST_MICROS = 50_000;
    private static final int PATIENCE_SECONDS = 60;
    private static final long MOST_GROWTH = 5L * 1024 * 1024;

    private static final Timeouts TIMEOUTS = new Timeouts(
            Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofSeconds(20));

    private final CallThreads threads = new CallThreads();
    private final SplittableRandom random;
    private final Transport transport =
            Transport.builder().idleConnections(AT_ONCE).build();
    private final ServerProcess server;
    private final OpenAiClient client;
    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
    private final AtomicInteger faults = new AtomicInteger();
    private final AtomicInteger leaks = new AtomicInteger();

    private RemoteStorm(long seed, ServerProcess server) {
        this.random = new SplittableRandom(seed);
        this.server = server;
        this.client = OpenAiClient.builder(WireSamples.MODEL)
                .connection(Connection.builder()
                        .baseUri(server.uri())
                        .key("sk-benchmark")
                        .timeouts(TIMEOUTS)
                        .transport(transport)
                        .build())
                .build();
    }

    /** Runs the storm; the seed of its chance may be given. Ends with status 1 if a check fails. */
    public static void main(String[] args) throws IOException, InterruptedException {
        long seed = args.length > 0 ? Long.parseLong(args[0]) : System.nanoTime();
        System.out.printf(
                "%,d calls, at most %d at once, %d kinds of faults; seed %d; %s%n",
                CALLS, AT_ONCE, Fault.ALL.size(), seed, ProcessFigures.machine());
        boolean sound;
        try (ServerProcess server = ServerProcess.start()) {
            sound = new RemoteStorm(seed, server).run();
        }
        System.out.println(sound ? "sound" : "NOT SOUND");
        System.exit(sound ? 0 : 1);
    }

    private boolean run() throws InterruptedException {
        Logger http = Logger.getLogger("okhttp3.OkHttpClient");
        http.addHandler(new Leaks());
        storm(WARM_UP);
        outcomes.clear();
        boolean sound = CallThreads.await(10, this::allGivenBack);
        long heapBefore = ProcessFigures.heapInUse();

        long began = System.nanoTime();
        storm(CALLS);
        double seconds = (System.nanoTime() - began) / 1e9;
        sound &= CallThreads.await(10, this::allGivenBack);
        long growth = ProcessFigures.heapInUse() - heapBefore;
        System.out.printf("%.2f s; how they ended:%n", seconds);
        new TreeMap<>(outcomes).forEach((outcome, count) -> System.out.printf("  %,7d  %s%n", count.get(), outcome));
        System.out.printf("heap before %s, growth %s%n", ProcessFigures.megabytes(heapBefore), mb(growth));
        // The HTTP library looks for connections that were never given back, after a collection, when others are.
        askGood();
        System.out.printf(
                "connections of the transport %d, idle %d; lines about leaks %d; on the server in all %,d, open %d%n",
                transport.connections(), transport.idleConnections(), leaks.get(), server.connections(), server.open());
        sound &= allGivenBack();
        transport.close();
        sound &= CallThreads.await(10, () -> server.open() == 0);
        System.out.printf(
                "after closing: of the transport %d, of the server %d; faults %d%n",
                transport.connections(), server.open(), faults.get());
        sound &= threads.areGone() && transport.connections() == 0;
        return sound && faults.get() == 0 && leaks.get() == 0 && growth < MOST_GROWTH;
    }

    private static String mb(long bytes) {
        return ProcessFigures.megabytes(bytes);
    }

    private boolean allGivenBack() {
        return transport.connections() == transport.idleConnections();
    }

    private void askGood() {
        for (int i = 0; i < 50; i++) {
            String outcome = outcome(new Attempt(Fault.ALL.get(0), i, true, -1), new Reading());
            if (!outcome.equals("complete")) {
                fault(outcome + " for a good answer after the storm");
            }
        }
    }

    private void storm(int calls) throws InterruptedException {
        Semaphore places = new Semaphore(AT_ONCE);
        ScheduledExecutorService cancellers = Executors.newScheduledThreadPool(2);
        for (int i = 0; i < calls; i++) {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                fault("a call did not end");
                return;
            }
            Attempt attempt = attempt();
            Reading reading = new Reading(attempt.streamed, delta -> {});
            if (attempt.cancelAfterMicros >= 0) {
                var unused = cancellers.schedule(reading::cancel, attempt.cancelAfterMicros, TimeUnit.MICROSECONDS);
            }
            threads.start(() -> {
                count(outcome(attempt, reading));
                places.release();
            });
        }
        if (!places.tryAcquire(AT_ONCE, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            fault("calls did not end");
        }
        end(cancellers);
    }

    private static void end(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Attempt attempt() {
        Fault fault = Fault.ALL.get(random.nextInt(Fault.ALL.size()));
        double chance = random.nextDouble();
        boolean cancelled = fault.is("endless") || random.nextInt(10) < 6;
        return new Attempt(
                fault,
                random.nextInt(Integer.MAX_VALUE),
                random.nextInt(10) < 7,
                // Early moments, in which much happens, are likelier.
                cancelled ? (long) (chance * chance * LATEST_MICROS) : -1);
    }

    /**
     * What one call meets.
     *
     * @param cancelAfterMicros when it is cancelled; negative for never
     */
    private record Attempt(Fault fault, int seed, boolean streamed, long cancelAfterMicros) {
        String question() {
            return "Please play #" + fault.name() + " " + seed + "#.";
        }
    }

    /** {@return how a call ended, for people} */
    private String outcome(Attempt attempt, Reading reading) {
        try {
            String text = client.generate(ModelRequest.of(attempt.question()), reading)
                    .text();
            // Whatever went wrong: what is complete for the caller is the answer, to the letter.
            return text.equals(Fault.text()) || isLongLine(attempt, text) ? "complete" : fault(attempt + ": " + text);
        } catch (CallCancelledException e) {
            return attempt.cancelAfterMicros >= 0 ? "cancelled" : fault(attempt + ": " + e);
        } catch (ProviderException e) {
            return "failed: " + e.errorClass() + " " + e.phase();
        } catch (LlmException e) {
            return fault(attempt + ": " + e);
        } catch (RuntimeException | Error e) {
            return fault(attempt + ": " + e);
        }
    }

    private static boolean isLongLine(Attempt attempt, String text) {
        return attempt.fault.is("long_line") && text.isEmpty();
    }

    private void count(String outcome) {
        outcomes.computeIfAbsent(outcome, name -> new AtomicInteger()).incrementAndGet();
    }

    private String fault(String what) {
        faults.incrementAndGet();
        System.out.println("FAULT " + what);
        return "FAULT";
    }

    /** Counts what the HTTP library logs about connections that were not given back. */
    private final class Leaks extends Handler {
        @Override
        public void publish(LogRecord record) {
            if (String.valueOf(record.getMessage()).contains("leak")) {
                leaks.incrementAndGet();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
