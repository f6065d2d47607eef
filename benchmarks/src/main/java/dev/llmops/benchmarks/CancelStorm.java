package dev.llmops.benchmarks;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.AnswerEvent;
import dev.llmops.benchmarks.HangingStages.Place;
import dev.llmops.core.AnswerStream;
import dev.llmops.core.Pipeline;
import dev.llmops.core.PipelineCall;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Cancels 10,000 calls at random moments while they hang in stages of every kind, and checks that
 * each of them ends as cancelled (or was complete already) and that nothing is left of them: no
 * thread, no alarm, no memory.
 */
public final class CancelStorm {
    private static final int CALLS = 10_000;
    private static final int WARM_UP = 2_000;
    private static final int AT_ONCE = 128;
    private static final int LATEST_MICROS = 50_000;
    private static final long MOST_GROWTH = 5L * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final SplittableRandom random;
    private final CountingTime time = new CountingTime();
    private final HangingStages stages = new HangingStages();
    private final Pipeline pipeline = stages.pipeline().time(time).build();
    private final ExecutorService cancellers = Executors.newFixedThreadPool(4);
    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
    private final AtomicInteger faults = new AtomicInteger();

    private CancelStorm(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Runs the storm; the seed of its chance may be given. Ends with status 1 if a check fails. */
    public static void main(String[] args) throws InterruptedException, IOException {
        long seed = args.length > 0 ? Long.parseLong(args[0]) : System.nanoTime();
        System.out.printf(
                "%d calls, at most %d at once, cancelled after 0 to %d ms; seed %d; %s%n",
                CALLS, AT_ONCE, LATEST_MICROS / 1_000, seed, ProcessFigures.machine());
        boolean sound = new CancelStorm(seed).run();
        System.exit(sound ? 0 : 1);
    }

    private boolean run() throws InterruptedException, IOException {
        storm(WARM_UP);
        outcomes.clear();
        int workersMeanwhile = ProcessFigures.workers().size();
        boolean calm = await(this::isCalm);
        long heapBefore = ProcessFigures.heapInUse();

        long began = System.nanoTime();
        storm(CALLS);
        double seconds = (System.nanoTime() - began) / 1e9;
        calm &= await(this::isCalm);
        long growth = ProcessFigures.heapInUse() - heapBefore;

        System.out.printf("%.2f s; how they ended:%n", seconds);
        new TreeMap<>(outcomes).forEach((outcome, count) -> System.out.printf("  %,7d  %s%n", count.get(), outcome));
        System.out.printf("faults %d%n", faults.get());
        System.out.printf("stages still at work %d%n", stages.running());
        System.out.printf(
                "worker threads still there %d (just after the warm-up %d)%n",
                ProcessFigures.workers().size(), workersMeanwhile);
        System.out.printf("alarms still set %d%n", time.pending());
        System.out.printf(
                "heap before %s, growth %s%n", ProcessFigures.megabytes(heapBefore), ProcessFigures.megabytes(growth));
        boolean sound = calm && faults.get() == 0 && growth < MOST_GROWTH;
        System.out.println(sound ? "sound" : "NOT SOUND");
        return sound;
    }

    /** Whether nothing is left of any call; idle threads go after some seconds. */
    private boolean isCalm() {
        try {
            return stages.running() == 0
                    && time.pending() == 0
                    && ProcessFigures.workers().isEmpty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean await(BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        return true;
    }

    private void storm(int calls) throws InterruptedException {
        Semaphore places = new Semaphore(AT_ONCE);
        Place[] all = Place.values();
        for (int i = 0; i < calls; i++) {
            if (!places.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                faults.incrementAndGet();
                System.out.println("A cancelled call did not end.");
                return;
            }
            Place place = all[i % all.length];
            PipelineCall call = pipeline.call(HangingStages.prompt(place, random.nextBoolean()))
                    .in("conversation " + i % 10)
                    .within(LIMIT);
            Started started = start(call, random.nextInt(4));
            CompletableFuture.delayedExecutor(delayMicros(), TimeUnit.MICROSECONDS, cancellers)
                    .execute(() -> {
                        started.cancel.run();
                        outcomes.computeIfAbsent(outcome(started), name -> new AtomicInteger())
                                .incrementAndGet();
                        places.release();
                    });
        }
        if (!places.tryAcquire(AT_ONCE, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            faults.incrementAndGet();
            System.out.println("Cancelled calls did not end.");
        }
    }

    /** {@return how long to wait before cancelling; early moments, in which much happens, are likelier} */
    private long delayMicros() {
        double chance = random.nextDouble();
        return (long) (chance * chance * LATEST_MICROS);
    }

    /**
     * A call under way.
     *
     * @param cancel cancels it
     * @param end waits for its end, and throws what it failed with
     */
    private record Started(Runnable cancel, Runnable end) {}

    private static Started start(PipelineCall call, int manner) {
        switch (manner) {
            case 0 -> {
                CompletableFuture<Answer> future = call.start();
                return new Started(() -> future.cancel(true), future::join);
            }
            case 1 -> {
                CompletableFuture<Answer> future = call.start();
                return new Started(call::cancel, future::join);
            }
            case 2 -> {
                AnswerStream stream = call.stream();
                return new Started(stream::close, stream::answer);
            }
            default -> {
                AnswerStream stream = call.stream();
                Asking reader = new Asking();
                stream.publisher().subscribe(reader);
                return new Started(reader::cancel, stream::answer);
            }
        }
    }

    /** {@return how the call ended, for people} */
    private String outcome(Started started) {
        try {
            started.end.run();
            return "complete before it was cancelled";
        } catch (CallCancelledException e) {
            return "cancelled in " + e.stage();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CallCancelledException cancelled) {
                return "cancelled in " + cancelled.stage();
            }
            faults.incrementAndGet();
            return "FAULT " + e.getCause();
        } catch (RuntimeException e) {
            faults.incrementAndGet();
            return "FAULT " + e;
        }
    }

    /** A subscriber that asks for one event and no more. */
    private static final class Asking implements Flow.Subscriber<AnswerEvent> {
        private final AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.set(given);
            given.request(1);
        }

        @Override
        public void onNext(AnswerEvent event) {}

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onComplete() {}

        void cancel() {
            Objects.requireNonNull(subscription.get()).cancel();
        }
    }
}
