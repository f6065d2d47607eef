package dev.llmops.benchmarks.local;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.ModelClient;
import dev.llmops.benchmarks.ProcessFigures;
import dev.llmops.onnx.OnnxModel;
import dev.llmops.testing.TestCall;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps 24 streaming calls under way on one model for some minutes, half of which are cancelled or run out of time at
 * random moments, and checks that each ends once and as it should, that an answer is the one which the same request
 * gets alone, and that native memory does not grow once everything has been used.
 */
public final class LocalStorm {
    private static final int AT_ONCE = 24;
    private static final int REQUESTS = 100;
    private static final int LATEST_MICROS = 60_000;
    private static final int PATIENCE_SECONDS = 60;
    private static final double DEFAULT_MINUTES = 10;
    private static final double QUICK_MINUTES = 0.1;
    private static final double WARM_UP = 0.25;
    private static final int LOOKS = 30;
    private static final long MOST_GROWTH = 8L << 20;

    private final ModelClient client;
    private final List<StormRequest> requests;
    private final SplittableRandom random;
    private final ScheduledExecutorService cancellers = Executors.newScheduledThreadPool(2);
    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
    private final AtomicInteger faults = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    private LocalStorm(ModelClient client, SplittableRandom random) {
        this.client = client;
        this.random = random;
        this.requests = StormRequest.asked(client, random, REQUESTS);
    }

    /**
     * Runs a storm on each model. Status 1 if a check fails.
     *
     * @param args how many minutes for each model, or {@code quick} for a few seconds, in which growth is not judged;
     *     then the seed of its chance
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean quick = args.length > 0 && args[0].equals("quick");
        double minutes = quick ? QUICK_MINUTES : args.length > 0 ? Double.parseDouble(args[0]) : DEFAULT_MINUTES;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        System.out.printf(
                "%d calls at once for %.1f minutes; seed %d; %s%n", AT_ONCE, minutes, seed, ProcessFigures.machine());
        boolean sound = true;
        for (StormModel model : StormModel.all()) {
            System.out.printf("%n%s%n", model.name());
            try (OnnxModel opened = model.open()) {
                LocalStorm storm = new LocalStorm(opened.client(), new SplittableRandom(seed));
                sound &= storm.run(Duration.ofMillis((long) (minutes * 60_000)), !quick);
            }
        }
        System.out.println(sound ? "sound" : "NOT SOUND");
        System.exit(sound ? 0 : 1);
    }

    private boolean run(Duration time, boolean judgesGrowth) throws InterruptedException, IOException {
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            SplittableRandom own = random.split();
            Thread caller = new Thread(() -> call(own), "caller-" + i);
            caller.setDaemon(true);
            callers.add(caller);
        }
        callers.forEach(Thread::start);
        boolean steady = watch(time);
        over.set(true);
        for (Thread caller : callers) {
            caller.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            if (caller.isAlive()) {
                fault("a call did not end");
            }
        }
        cancellers.shutdown();
        askAlone();
        new TreeMap<>(outcomes).forEach((outcome, count) -> System.out.printf("  %,9d  %s%n", count.get(), outcome));
        System.out.printf("  faults %d%n", faults.get());
        return faults.get() == 0 && outcomes.containsKey("complete") && (steady || !judgesGrowth);
    }

    /** Looks at the memory while calls run; {@return whether it is the same at the end as after the warm-up} */
    private boolean watch(Duration time) throws IOException {
        LockSupport.parkNanos((long) (WARM_UP * time.toNanos()));
        List<NativeMemory> looks = new ArrayList<>();
        for (int i = 0; i < LOOKS; i++) {
            LockSupport.parkNanos((long) ((1 - WARM_UP) * time.toNanos() / LOOKS));
            looks.add(NativeMemory.now());
        }
        NativeMemory start = NativeMemory.median(looks.subList(0, LOOKS / 3));
        NativeMemory end = NativeMemory.median(looks.subList(LOOKS - LOOKS / 3, LOOKS));
        System.out.printf("  after the warm-up: %s%n  at the end:        %s%n", start, end);
        return end.resident() - start.resident() < MOST_GROWTH && end.direct() - start.direct() < MOST_GROWTH;
    }

    private void call(SplittableRandom chance) {
        while (!over.get()) {
            String outcome = outcome(
                    requests.get(chance.nextInt(requests.size())), Manner.of(chance.nextInt(4)), micros(chance));
            outcomes.computeIfAbsent(outcome, name -> new AtomicInteger()).incrementAndGet();
        }
    }

    /** {@return a moment; early ones, in which much happens, are likelier} */
    private static long micros(SplittableRandom chance) {
        double drawn = chance.nextDouble();
        return 1 + (long) (drawn * drawn * LATEST_MICROS);
    }

    /** How a call is to end. */
    private enum Manner {
        COMPLETE,
        CANCELLED,
        OUT_OF_TIME;

        static Manner of(int drawn) {
            return drawn == 0 ? CANCELLED : drawn == 1 ? OUT_OF_TIME : COMPLETE;
        }
    }

    private String outcome(StormRequest asked, Manner manner, long micros) {
        AtomicBoolean ended = new AtomicBoolean();
        TestCall.Builder builder = TestCall.builder().reader(event -> {
            if (ended.get()) {
                fault("an event came after the end");
            }
        });
        if (manner == Manner.OUT_OF_TIME) {
            builder.within(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros)), TimeSource.system());
        }
        TestCall call = builder.build();
        if (manner == Manner.CANCELLED) {
            var unused = cancellers.schedule(call::cancel, micros, TimeUnit.MICROSECONDS);
        }
        try {
            String text = client.generate(asked.request(), call).text();
            if (!text.equals(asked.answer()) || !call.text().equals(text)) {
                return fault("another answer than alone, or another one streamed, " + asked);
            }
            return "complete";
        } catch (CallCancelledException | DeadlineExceededException e) {
            // The alarm of a deadline cancels; it may come before the deadline is looked at.
            return manner == Manner.COMPLETE
                    ? fault(manner + ": " + e)
                    : manner == Manner.CANCELLED ? "cancelled" : "out of time";
        } catch (RuntimeException | Error e) {
            return fault(manner + ": " + e);
        } finally {
            ended.set(true);
            if (call.cancellation().pendingActions() > 0) {
                fault("an action is left at the cancellation");
            }
        }
    }

    /** All of the model is free again, and in order. */
    private void askAlone() {
        for (StormRequest asked : requests) {
            if (!outcome(asked, Manner.COMPLETE, 0).equals("complete")) {
                fault("another answer after the storm");
            }
        }
    }

    private String fault(String what) {
        if (faults.incrementAndGet() < 20) {
            System.out.println("  FAULT " + what);
        }
        return "FAULT";
    }
}
