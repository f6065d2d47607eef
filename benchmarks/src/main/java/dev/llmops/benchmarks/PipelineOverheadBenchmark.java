package dev.llmops.benchmarks;

import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.core.Pipeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a call costs beside its stages: 2 grounders, 3 guards on the way in and out and 2
 * postprocessors that do no work, around a model that takes no time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PipelineOverheadBenchmark {
    private static final String QUESTION = "How often is pump P-101 serviced?";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final InstantModel model = new InstantModel(List.of("Every 2,000 hours of operation [1]."));
    private final ModelRequest request = ModelRequest.of(QUESTION);
    private final Pipeline bare = Pipeline.builder().model(model).build();
    private final Pipeline full = Pipeline.builder()
            .ground(NoWork.grounder("manual"))
            .ground(NoWork.grounder("tickets"))
            .guard(NoWork.guard(), GuardPolicy.redact())
            .guard(NoWork.guard(), GuardPolicy.block())
            .guard(NoWork.guard(), GuardPolicy.annotate())
            .model(model)
            .postprocess(NoWork.postprocessor())
            .postprocess(NoWork.postprocessor())
            .build();

    /** Closes both pipelines. */
    @TearDown
    public void close() {
        bare.close();
        full.close();
    }

    /** {@return the response of the model alone: what all other figures have in common} */
    @Benchmark
    public ModelResponse modelAlone() {
        return model.generate(request, ModelCall.detached());
    }

    /** {@return the answer of a pipeline of nothing but a model} */
    @Benchmark
    public Answer bare() {
        return bare.run(QUESTION);
    }

    /** {@return the answer on the caller's own thread} */
    @Benchmark
    public Answer run() {
        return full.run(QUESTION);
    }

    /** {@return the answer of a call with a time limit, which is handed to a thread that can be interrupted} */
    @Benchmark
    public Answer runWithinLimit() {
        return full.call(QUESTION).within(LIMIT).run();
    }

    /** {@return the answer of a call that was started and then waited for} */
    @Benchmark
    public Answer start() {
        return full.call(QUESTION).start().join();
    }
}
