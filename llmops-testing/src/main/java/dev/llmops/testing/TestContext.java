package dev.llmops.testing;

import dev.llmops.api.Deadline;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.StageException;
import dev.llmops.api.TimeSource;
import dev.llmops.api.pipeline.StageContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/**
 * The context of a stage, as a test makes it: collects notes, and holds time, chance and cancellation in hand.
 *
 * <pre>{@code
 * TestContext context = TestContext.create();
 * Prompt cleaned = cleaner.process(Prompt.of("  Hello "), context);
 * assertThat(context.note("text.trimmed")).contains("3");
 * }</pre>
 *
 * <p>Time is virtual and chance is seeded unless a test says otherwise. Parallel tasks run on threads
 * of their own, so that what is not safe for concurrent use is found out. Safe for concurrent use.
 */
public final class TestContext implements StageContext {
    private final String callId;
    private final TimeSource time;
    private final RandomGenerator random;
    private final Deadline deadline;
    private final TestCancellation cancellation = new TestCancellation();
    private final List<Note> notes = new CopyOnWriteArrayList<>();

    private TestContext(Builder builder) {
        this.callId = builder.callId;
        this.time = builder.time;
        // java.util.Random is safe for concurrent use, unlike the newer generators.
        this.random = new Random(builder.seed);
        this.deadline = builder.limit.isZero() ? Deadline.none() : Deadline.after(builder.limit, time);
        if (deadline.isSet()) {
            time.schedule(builder.limit, cancellation::cancel);
        }
    }

    /** {@return a context with virtual time and no deadline} */
    public static TestContext create() {
        return builder().build();
    }

    /** {@return a builder of a context} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String callId() {
        return callId;
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public TestCancellation cancellation() {
        return cancellation;
    }

    /** Cancels the call. */
    public void cancel() {
        cancellation.cancel();
    }

    @Override
    public void note(String key, String value) {
        notes.add(new Note(Require.nonBlank(key, "key"), Require.nonNull(value, "value")));
    }

    /** {@return what was noted, in order} */
    public List<Note> notes() {
        return List.copyOf(notes);
    }

    /** {@return what was noted last under {@code key}, if anything was} */
    public Optional<String> note(String key) {
        return notes.stream()
                .filter(note -> note.key().equals(key))
                .reduce((first, second) -> second)
                .map(Note::value);
    }

    @Override
    public <T> List<T> inParallel(List<? extends Callable<T>> tasks) {
        if (tasks.isEmpty()) {
            return List.of();
        }
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size(), task -> {
            Thread thread = new Thread(task, "test-parallel");
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletionService<T> completions = new ExecutorCompletionService<>(threads);
            List<Future<T>> futures = new ArrayList<>();
            tasks.forEach(task -> futures.add(completions.submit(task)));
            for (int i = 0; i < futures.size(); i++) {
                completions.take().get();
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException("parallel task", e);
        } catch (ExecutionException e) {
            throw unwrapped(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            threads.shutdownNow();
        }
    }

    private static RuntimeException unwrapped(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof LlmException known ? known : new StageException("parallel task", cause);
    }

    /**
     * A fact that a stage left.
     *
     * @param key what the fact is about
     * @param value the fact
     */
    public record Note(String key, String value) {}

    /** Collects what a context is like. Not safe for concurrent use. */
    public static final class Builder {
        private String callId = "test-call";
        private TimeSource time = new VirtualTime();
        private long seed = 1;
        private Duration limit = Duration.ZERO;

        private Builder() {}

        /** Sets the id of the call. */
        public Builder callId(String callId) {
            this.callId = Require.nonBlank(callId, "callId");
            return this;
        }

        /** Sets where time comes from; the default is virtual time of its own. */
        public Builder time(TimeSource time) {
            this.time = Require.nonNull(time, "time");
            return this;
        }

        /** Sets the seed of chance. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** Sets a deadline; when it comes the call is cancelled, by an alarm of the time source. */
        public Builder within(Duration limit) {
            this.limit = Require.positive(limit, "limit");
            return this;
        }

        /** {@return the context} */
        public TestContext build() {
            return new TestContext(this);
        }
    }
}
