package dev.llmops.benchmarks.remote;

import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.benchmarks.ProcessFigures;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.openai.OpenAiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads 1,000 streams at once, all of which stand still in their middle until all are there, twice;
 * checks every letter, and that neither a connection nor a thread is left.
 */
public final class RemoteStreams {
    private static final int CALLS = 1_000;
    private static final long MOST_HEAP = 100L * 1024 * 1024;
    private static final int PATIENCE_SECONDS = 120;

    private final CallThreads threads = new CallThreads();
    private final Transport transport =
            Transport.builder().idleConnections(CALLS).build();
    private final ServerProcess server;
    private final OpenAiClient client;

    private RemoteStreams(ServerProcess server) {
        this.server = server;
        this.client = OpenAiClient.builder(WireSamples.MODEL)
                .connection(Connection.builder()
                        .baseUri(server.uri())
                        .key("sk-benchmark")
                        .transport(transport)
                        .build())
                .build();
    }

    /** Reads the streams; ends with status 1 if a check fails. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean sound;
        try (ServerProcess server = ServerProcess.start()) {
            sound = new RemoteStreams(server).run();
        }
        System.out.println(sound ? "sound" : "NOT SOUND");
        System.exit(sound ? 0 : 1);
    }

    private boolean run() throws InterruptedException {
        System.out.printf(
                "%,d streams of %d events, on %s; %s%n",
                CALLS, StreamScripts.DELTAS, threads.kind(), ProcessFigures.machine());
        boolean sound = measure("new connections");
        sound &= measure("the same again");
        long opened = server.connections();
        transport.close();
        boolean closed = CallThreads.await(10, () -> server.open() == 0);
        System.out.printf(
                "connections opened in all %,d; after closing: of the transport %d, of the server %d%n",
                opened, transport.connections(), server.open());
        sound &= closed && transport.connections() == 0;
        return threads.areGone() && sound;
    }

    private boolean measure(String name) throws InterruptedException {
        ProcessFigures figures = ProcessFigures.watching();
        long heapBefore = ProcessFigures.heapInUse();
        long sentBefore = server.sent();
        long began = System.nanoTime();
        List<CompletableFuture<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(start(i));
        }
        boolean together = CallThreads.await(PATIENCE_SECONDS, () -> server.isStalled(CALLS));
        double half = seconds(began);
        long heapIdle = ProcessFigures.heapInUse() - heapBefore;
        int busy = transport.connections() - transport.idleConnections();

        long released = System.nanoTime();
        server.letThrough(CALLS);
        int exact = 0;
        for (CompletableFuture<Boolean> call : calls) {
            exact += isExact(call) ? 1 : 0;
        }
        System.out.printf(
                "%-15s  at once %,d connections; exact %,d of %,d, %,d bytes; to the middle %.2f s, from there %.2f s; heap of the waiting streams %s, at most after a collection %s; platform threads at most %,d; idle connections %,d%n",
                name,
                busy,
                exact,
                CALLS,
                server.sent() - sentBefore,
                half,
                seconds(released),
                ProcessFigures.megabytes(heapIdle),
                ProcessFigures.megabytes(figures.peakHeap()),
                ProcessFigures.peakThreads(),
                transport.idleConnections());
        return together
                && busy == CALLS
                && exact == CALLS
                && heapIdle < MOST_HEAP
                && CallThreads.await(5, () -> transport.idleConnections() == transport.connections());
    }

    private CompletableFuture<Boolean> start(int number) {
        CompletableFuture<Boolean> exact = new CompletableFuture<>();
        threads.start(() -> {
            try {
                List<String> read = new ArrayList<>();
                ModelResponse response = client.generate(
                        ModelRequest.of("Please play #streams " + number + "#."), new Reading(true, read::add));
                List<String> sent = StreamScripts.deltas(number);
                exact.complete(read.equals(sent)
                        && response.text().equals(String.join("", sent))
                        && response.usage().outputTokens().orElse(0) == number);
            } catch (RuntimeException e) {
                exact.completeExceptionally(e);
            }
        });
        return exact;
    }

    private static boolean isExact(CompletableFuture<Boolean> call) throws InterruptedException {
        try {
            return call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            System.out.println("A stream failed: " + e);
            return false;
        }
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
