package dev.llmops.benchmarks.remote;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.benchmarks.ProcessFigures;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.openai.OpenAiClient;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long after a call was cancelled the server sees that its connection is closed, and the caller
 * that the call has ended: 1,000 calls in each state in which a call can wait.
 */
public final class RemoteCancel {
    private static final int CALLS = 1_000;
    private static final int WARM_UP = 200;
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int EVENTS_BEFORE = 20;

    private final FaultServer server = FaultServer.start();
    private final Transport transport = Transport.standard();
    private final OpenAiClient client = OpenAiClient.builder(WireSamples.MODEL)
            .connection(Connection.builder()
                    .baseUri(server.uri().toString())
                    .key("sk-benchmark")
                    .transport(transport)
                    .build())
            .build();
    private int calls;

    private RemoteCancel() {}

    /** Cancels in every state; ends with status 1 if a server waited longer than 100 ms. */
    public static void main(String[] args) throws InterruptedException, ExecutionException, TimeoutException {
        System.out.printf("%,d calls cancelled in each state; %s%n", CALLS, ProcessFigures.machine());
        boolean sound = new RemoteCancel().run();
        System.out.println(sound ? "sound" : "NOT SOUND");
        System.exit(sound ? 0 : 1);
    }

    /** What a call does when it is cancelled. */
    private enum State {
        /** The request is sent, nothing has come. */
        FIRST_BYTE,
        /** Some events have come, and the next one does not. */
        NEXT_BYTE,
        /** Events come as fast as they can be read. */
        READING,
        /** Events come, but whoever reads them does not take them. */
        READER_BLOCKED,
        /** Not cancelled: whoever reads the events throws, and no more of them come. */
        READER_FAILS;

        /** {@return whether the server is silent} */
        boolean waits() {
            return this == FIRST_BYTE || this == NEXT_BYTE;
        }

        int eventsBefore() {
            return switch (this) {
                case FIRST_BYTE -> 0;
                case NEXT_BYTE -> 1;
                case READING, READER_BLOCKED, READER_FAILS -> EVENTS_BEFORE;
            };
        }

        FaultScript script() {
            FaultScript begun = FaultScript.ok("text/event-stream").event(StreamScripts.chunk("more "));
            return switch (this) {
                case FIRST_BYTE -> FaultScript.silence();
                case NEXT_BYTE -> begun.stall();
                case READER_FAILS ->
                    begun.repeat(EVENTS_BEFORE, "data: " + StreamScripts.chunk("more ") + "\n\n")
                            .stall();
                case READING, READER_BLOCKED -> begun.repeatForever("data: " + StreamScripts.chunk("more ") + "\n\n");
            };
        }
    }

    private boolean run() throws InterruptedException, ExecutionException, TimeoutException {
        boolean sound = true;
        for (State state : State.values()) {
            measure(state, WARM_UP);
            long[][] nanos = measure(state, CALLS);
            print(state + ", closed", nanos[0]);
            print(state + ", ended", nanos[1]);
            sound &= nanos[0][CALLS - 1] < MOST_NANOS;
        }
        System.out.printf("connections left: %d of the transport%n", transport.connections());
        sound &= transport.connections() == 0;
        transport.close();
        server.awaitNoConnections();
        server.close();
        return sound;
    }

    private static void print(String what, long[] sorted) {
        System.out.printf(
                "%-24s  median %7.3f ms, p99 %7.3f ms, max %7.3f ms%n",
                what,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }

    /** {@return in how many nanoseconds the server saw the end, and in how many the call ended, ascending} */
    private long[][] measure(State state, int times) throws InterruptedException, ExecutionException, TimeoutException {
        long[][] nanos = new long[2][times];
        for (int i = 0; i < times; i++) {
            cancelOne(state, nanos, i);
        }
        Arrays.sort(nanos[0]);
        Arrays.sort(nanos[1]);
        return nanos;
    }

    private void cancelOne(State state, long[][] nanos, int index)
            throws InterruptedException, ExecutionException, TimeoutException {
        CountDownLatch events = new CountDownLatch(state.eventsBefore());
        CountDownLatch reader = new CountDownLatch(state == State.READER_BLOCKED ? 1 : 0);
        AtomicLong lastEvent = new AtomicLong();
        Reading call = new Reading(true, delta -> {
            lastEvent.set(System.nanoTime());
            events.countDown();
            if (events.getCount() == 0) {
                atLast(state, reader);
            }
        });
        server.enqueue(state.script());
        CompletableFuture<Long> end = CompletableFuture.supplyAsync(() -> endOf(call));
        events.await();
        if (state.waits()) {
            server.awaitStalled(1);
        }
        long cancelled = state == State.READER_FAILS ? lastEvent.get() : System.nanoTime();
        if (state != State.READER_FAILS) {
            call.cancel();
        }
        nanos[0][index] = server.connection(calls++).awaitEnd().atNanos() - cancelled;
        long let = reader.getCount() == 0 ? cancelled : System.nanoTime();
        reader.countDown();
        nanos[1][index] = end.get(10, TimeUnit.SECONDS) - let;
    }

    private static void atLast(State state, CountDownLatch reader) {
        if (state == State.READER_FAILS) {
            throw new ReaderFailure();
        }
        uninterrupted(reader);
    }

    /** {@return when the call ended, which must be as cancelled, or as its reader failed} */
    private long endOf(Reading call) {
        try {
            client.generate(ModelRequest.of("Why?"), call);
        } catch (CallCancelledException | ReaderFailure e) {
            return System.nanoTime();
        }
        throw new IllegalStateException("the call was not cancelled");
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a reader throws. */
    private static final class ReaderFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
