package dev.llmops.core;

import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.pipeline.Composer;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.Memory;
import dev.llmops.api.pipeline.PipelineListener;
import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.pipeline.Preprocessor;
import dev.llmops.core.concurrent.Workers;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a pipeline is made of; a snapshot of its builder. */
record PipelineParts(
        String instructions,
        @Nullable Stage<Memory> memory,
        List<Stage<Preprocessor>> preprocessors,
        List<Stage<Grounder>> grounders,
        List<GuardStage> guards,
        Stage<Composer> composer,
        Stage<ModelClient> model,
        List<Stage<Postprocessor>> postprocessors,
        List<PipelineListener> listeners,
        @Nullable Duration limit,
        Workers workers,
        TimeSource time,
        Supplier<? extends RandomGenerator> random,
        List<AutoCloseable> owned) {
    PipelineParts {
        Require.nonNull(instructions, "instructions");
        preprocessors = List.copyOf(preprocessors);
        grounders = List.copyOf(grounders);
        guards = List.copyOf(guards);
        postprocessors = List.copyOf(postprocessors);
        listeners = List.copyOf(listeners);
        owned = List.copyOf(owned);
    }
}
