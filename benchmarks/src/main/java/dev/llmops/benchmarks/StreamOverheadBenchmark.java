package dev.llmops.benchmarks;

import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.AnswerEvent;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.core.AnswerStream;
import dev.llmops.core.Pipeline;
import dev.llmops.core.safety.PiiGuard;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one event of a streamed answer costs, from the model's emit to the reader: the time of a call
 * whose model emits {@value #DELTAS} deltas at once, divided by their number.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class StreamOverheadBenchmark {
    private static final int DELTAS = 1_000;
    private static final String QUESTION = "How often is pump P-101 serviced?";
    private static final List<String> WORDS =
            List.of("the ", "pump ", "was ", "last ", "serviced ", "in ", "May", ", ");

    /** What guards the answer: nothing, three guards of no work, or one that looks for personal data. */
    @Param({"none", "three", "pii"})
    public String guards = "none";

    private Pipeline pipeline =
            Pipeline.builder().model(new InstantModel(List.of(""))).build();

    /** Builds the pipeline. */
    @Setup
    public void open() {
        List<String> deltas = IntStream.range(0, DELTAS)
                .mapToObj(i -> WORDS.get(i % WORDS.size()))
                .toList();
        Pipeline.Builder builder = Pipeline.builder().model(new InstantModel(deltas));
        if (guards.equals("three")) {
            builder.guard(NoWork.guard(), GuardPolicy.redact())
                    .guard(NoWork.guard(), GuardPolicy.block())
                    .guard(NoWork.guard(), GuardPolicy.annotate());
        }
        if (guards.equals("pii")) {
            builder.guard(PiiGuard.standard(), GuardPolicy.redact());
        }
        pipeline = builder.build();
    }

    /** Closes the pipeline. */
    @TearDown
    public void close() {
        pipeline.close();
    }

    /** {@return the length of what this thread read as the call's own thread made it} */
    @Benchmark
    @OperationsPerInvocation(DELTAS)
    public int iterator() {
        int length = 0;
        try (AnswerStream stream = pipeline.stream(QUESTION)) {
            for (AnswerEvent event : stream) {
                if (event instanceof AnswerEvent.TextDelta delta) {
                    length += delta.text().length();
                }
            }
        }
        return length;
    }

    /** {@return the answer, after a subscriber was given all events on the call's own thread} */
    @Benchmark
    @OperationsPerInvocation(DELTAS)
    public Answer publisher() {
        Last last = new Last();
        try (AnswerStream stream = pipeline.stream(QUESTION)) {
            stream.publisher().subscribe(last);
            return last.answer.join();
        }
    }

    /** {@return the answer to a stream whose events nobody reads: without the way to the reader} */
    @Benchmark
    @OperationsPerInvocation(DELTAS)
    public Answer answer() {
        try (AnswerStream stream = pipeline.stream(QUESTION)) {
            return stream.answer();
        }
    }

    private static final class Last implements Flow.Subscriber<AnswerEvent> {
        final CompletableFuture<Answer> answer = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(AnswerEvent event) {
            if (event instanceof AnswerEvent.Completed completed) {
                answer.complete(completed.answer());
            }
        }

        @Override
        public void onError(Throwable error) {
            answer.completeExceptionally(error);
        }

        @Override
        public void onComplete() {}
    }
}
