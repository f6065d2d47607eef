package dev.llmops.benchmarks.remote;

import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.benchmarks.ProcessFigures;
import dev.llmops.remote.Connection;
import dev.llmops.remote.openai.OpenAiClient;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads a stream of 100 MB: first slowly, then not at all, then to its end. Checks how much the
 * server got rid of while nobody read, and that memory does not grow with the stream.
 */
public final class SlowReader {
    private static final int MEGABYTES = 100;
    private static final int SLOW = 500;

    /** What the system may hold between the two, on both sides. */
    private static final long MOST_UNREAD = 16L * 1024 * 1024;

    private static final long MOST_HEAP = 32L * 1024 * 1024;

    private final AtomicLong read = new AtomicLong();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private SlowReader() {}

    /** Reads the stream; ends with status 1 if a check fails. */
    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.printf("a stream of %d MB; %s%n", MEGABYTES, ProcessFigures.machine());
        boolean sound;
        try (ServerProcess server = ServerProcess.start();
                OpenAiClient client = OpenAiClient.builder(WireSamples.MODEL)
                        .connection(Connection.builder()
                                .baseUri(server.uri())
                                .key("sk-benchmark")
                                .build())
                        .build()) {
            sound = new SlowReader().run(server, client);
        }
        System.out.println(sound ? "sound" : "NOT SOUND");
        System.exit(sound ? 0 : 1);
    }

    private boolean run(ServerProcess server, OpenAiClient client) throws InterruptedException {
        long heapBefore = ProcessFigures.heapInUse();
        ProcessFigures figures = ProcessFigures.watching();
        long began = System.nanoTime();
        Thread thread = new Thread(() -> report(client.generate(
                ModelRequest.of("Please play #flood " + MEGABYTES + "#."), new Reading(true, delta -> oneRead()))));
        thread.start();
        stopped.await();
        double slow = (System.nanoTime() - began) / 1e9;
        long sent = settled(server);
        long heapMeanwhile = ProcessFigures.heapInUse() - heapBefore;
        System.out.printf(
                "%d events in %.2f s, then none: the server got rid of %s; heap of the client grew by %s%n",
                SLOW, slow, ProcessFigures.megabytes(sent), ProcessFigures.megabytes(heapMeanwhile));

        long going = System.nanoTime();
        goOn.countDown();
        thread.join(TimeUnit.MINUTES.toMillis(2));
        long growth = figures.peakHeap() - heapBefore;
        System.out.printf(
                "the rest of %,d events, %s, in %.2f s; heap at most %s more than before, after a collection%n",
                read.get(),
                ProcessFigures.megabytes(server.sent()),
                (System.nanoTime() - going) / 1e9,
                ProcessFigures.megabytes(growth));
        return !thread.isAlive() && whole && sent < MOST_UNREAD && heapMeanwhile < MOST_HEAP && growth < MOST_HEAP;
    }

    private volatile boolean whole;

    private void report(ModelResponse response) {
        String text = response.text();
        whole = text.length() == 10 * read.get() && text.equals("ten bytes ".repeat((int) read.get()));
    }

    private void oneRead() {
        long number = read.incrementAndGet();
        if (number < SLOW) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        } else if (number == SLOW) {
            stopped.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** {@return what the server has sent when it has come no further for a second} */
    private static long settled(ServerProcess server) {
        long before = -1;
        long sent = server.sent();
        while (sent != before) {
            before = sent;
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            sent = server.sent();
        }
        return sent;
    }
}
