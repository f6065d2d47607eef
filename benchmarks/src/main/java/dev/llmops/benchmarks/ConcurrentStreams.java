package dev.llmops.benchmarks;

import dev.llmops.api.pipeline.AnswerEvent;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.core.AnswerStream;
import dev.llmops.core.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Streams 1,000 answers of a slow model at once, and checks that every one of them comes complete,
 * in order and to the letter: once read by subscribers, once by a thread per stream.
 */
public final class ConcurrentStreams {
    private static final int CALLS = 1_000;
    private static final int DELTAS = 30;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ConcurrentStreams() {}

    /** Runs both ways to read; ends with status 1 if a stream is not what it should be. */
    public static void main(String[] args) throws InterruptedException {
        System.out.printf(
                "%d streams of %d deltas, %d ms apart; %s%n",
                CALLS, DELTAS, PAUSE.toMillis(), ProcessFigures.machine());
        boolean sound = measure("publishers", ConcurrentStreams::subscribe);
        sound &= measure("iterators", ConcurrentStreams::iterate);
        if (!sound) {
            System.exit(1);
        }
    }

    /** A way to read a stream to its end. */
    @FunctionalInterface
    private interface Reading {
        /** {@return the texts of the deltas, and at the end the text of the answer} */
        CompletableFuture<List<String>> read(AnswerStream stream);
    }

    private static boolean measure(String name, Reading reading) throws InterruptedException {
        ProcessFigures figures = ProcessFigures.watching();
        SlowModel model = new SlowModel(DELTAS, PAUSE);
        int sound = 0;
        long heapMeanwhile;
        long began = System.nanoTime();
        try (Pipeline pipeline = Pipeline.builder()
                .guard(NoWork.guard(), GuardPolicy.redact())
                .model(model)
                .build()) {
            List<CompletableFuture<List<String>>> readings = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                readings.add(reading.read(pipeline.stream(question(i))));
            }
            heapMeanwhile = ProcessFigures.heapInUse();
            for (int i = 0; i < CALLS; i++) {
                sound += isSound(model.deltas(question(i)), readings.get(i)) ? 1 : 0;
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "%-10s  %d of %d complete, in order and exact; %.2f s; at once in the model %d; platform threads at most %d; heap with all calls open %s, at most after a collection %s%n",
                name,
                sound,
                CALLS,
                seconds,
                model.mostRunning(),
                ProcessFigures.peakThreads(),
                ProcessFigures.megabytes(heapMeanwhile),
                ProcessFigures.megabytes(figures.peakHeap()));
        return sound == CALLS;
    }

    private static String question(int number) {
        return "question " + number;
    }

    private static boolean isSound(List<String> expected, CompletableFuture<List<String>> reading)
            throws InterruptedException {
        try {
            List<String> read = reading.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            String whole = String.join("", expected);
            List<String> deltas = read.subList(0, read.size() - 1);
            return read.get(read.size() - 1).equals(whole)
                    && String.join("", deltas).equals(whole);
        } catch (ExecutionException | TimeoutException e) {
            System.out.println("A stream failed: " + e);
            return false;
        }
    }

    private static CompletableFuture<List<String>> subscribe(AnswerStream stream) {
        OneByOne subscriber = new OneByOne();
        stream.publisher().subscribe(subscriber);
        return subscriber.finished;
    }

    private static CompletableFuture<List<String>> iterate(AnswerStream stream) {
        CompletableFuture<List<String>> finished = new CompletableFuture<>();
        Thread reader = new Thread(
                null,
                () -> {
                    List<String> texts = new ArrayList<>();
                    try (stream) {
                        stream.forEach(event -> texts.add(text(event)));
                        finished.complete(texts);
                    } catch (RuntimeException e) {
                        finished.completeExceptionally(e);
                    }
                },
                "reader",
                // Small stacks, since there is a thread for every stream.
                256 * 1024L);
        reader.setDaemon(true);
        reader.start();
        return finished;
    }

    private static String text(AnswerEvent event) {
        if (event instanceof AnswerEvent.TextDelta delta) {
            return delta.text();
        }
        if (event instanceof AnswerEvent.Completed completed) {
            return completed.answer().text();
        }
        throw new IllegalStateException("unexpected " + event);
    }

    /** Asks for the next event when it has dealt with the one before. */
    private static final class OneByOne implements Flow.Subscriber<AnswerEvent> {
        final CompletableFuture<List<String>> finished = new CompletableFuture<>();
        private final List<String> texts = new ArrayList<>();
        private volatile Flow.@Nullable Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(AnswerEvent event) {
            texts.add(text(event));
            Flow.Subscription known = subscription;
            if (known != null) {
                known.request(1);
            }
        }

        @Override
        public void onError(Throwable error) {
            finished.completeExceptionally(error);
        }

        @Override
        public void onComplete() {
            finished.complete(texts);
        }
    }
}
