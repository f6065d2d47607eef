package dev.llmops.core;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.Composer;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.Memory;
import dev.llmops.api.pipeline.PipelineListener;
import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.pipeline.Preprocessor;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.pipeline.StageId;
import dev.llmops.api.pipeline.StageKind;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.core.compose.SpotlightingComposer;
import dev.llmops.core.concurrent.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers prompts, by stages in a fixed order:
 *
 * <pre>
 * Remember(Postprocess(Guard(Model(Compose(Guard(Ground(Preprocess(Recall(prompt)))))))))
 * </pre>
 *
 * <p>Memory is recalled first, so that everything behind it knows what "it" is. Preprocessors and
 * grounders run in the order in which they were added; input guards run side by side and see the
 * prompt, its history and its evidence. Output guards and, where they can, postprocessors work on
 * the answer while it streams. Memory is written last, and only if the call succeeded.
 *
 * <p>Immutable and safe for concurrent use; make one and keep it. Closing it closes what it owns.
 */
public final class Pipeline implements AutoCloseable {
    private final PipelineParts parts;
    private final Listeners listeners;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Pipeline(PipelineParts parts) {
        this.parts = parts;
        this.listeners = new Listeners(parts.listeners());
    }

    /** {@return a builder of a pipeline; only the model has to be chosen} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return the answer to {@code text}}
     *
     * @throws LlmException why there is none
     */
    public Answer run(String text) {
        return run(Prompt.of(text));
    }

    /**
     * {@return the answer to {@code prompt}}
     *
     * @throws LlmException why there is none
     */
    public Answer run(Prompt prompt) {
        PipelineCall call = call(prompt);
        // Without a limit, and with nobody who could cancel, a thread of its own would buy nothing.
        return call.canRunHere() ? call.runHere() : call.run();
    }

    /**
     * {@return the answer to {@code text}, as a {@code type}}
     *
     * @param type a record or a simple bean
     * @throws dev.llmops.api.pipeline.OutputFormatException if the model does not manage the form
     */
    public <T> T run(String text, Class<T> type) {
        PipelineCall call = call(text).returning(type);
        return (call.canRunHere() ? call.runHere() : call.run()).as(type);
    }

    /** {@return the answer to {@code text} as it is made} */
    public AnswerStream stream(String text) {
        return call(text).stream();
    }

    /** {@return the answer to {@code prompt} as it is made} */
    public AnswerStream stream(Prompt prompt) {
        return call(prompt).stream();
    }

    /** {@return a call to set up and start} */
    public PipelineCall call(String text) {
        return call(Prompt.of(text));
    }

    /** {@return a call to set up and start} */
    public PipelineCall call(Prompt prompt) {
        Require.nonNull(prompt, "prompt");
        if (closed.get()) {
            throw new LlmException("This pipeline was closed. Make another one.");
        }
        return new PipelineCall(parts, listeners, prompt, newCallId());
    }

    private String newCallId() {
        return "call-" + HexFormat.of().toHexDigits(parts.random().get().nextLong());
    }

    /** {@return what the pipeline is made of, which stages make a stream wait, and why; for people} */
    public String describe() {
        return PipelineDescription.of(parts, listeners.dropped());
    }

    /** Closes what the pipeline owns and delivers the last events to its listeners. Calls that run go on. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        listeners.close();
        List<Exception> failures = new ArrayList<>();
        for (int i = parts.owned().size() - 1; i >= 0; i--) {
            try {
                parts.owned().get(i).close();
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            LlmException failure =
                    new LlmException("Something the pipeline owns failed to close. See the cause.", failures.get(0));
            failures.subList(1, failures.size()).forEach(failure::addSuppressed);
            throw failure;
        }
    }

    /** Shows the number of stages. */
    @Override
    public String toString() {
        return "Pipeline[grounders=" + parts.grounders().size() + ", guards="
                + parts.guards().size() + ", model=" + parts.model().id().name() + "]";
    }

    /** Collects the stages of a pipeline. Not safe for concurrent use; can be used again after {@link #build}. */
    public static final class Builder {
        private String instructions = "";
        private @Nullable Stage<Memory> memory;
        private final List<Stage<Preprocessor>> preprocessors = new ArrayList<>();
        private final List<Stage<Grounder>> grounders = new ArrayList<>();
        private final List<GuardStage> guards = new ArrayList<>();
        private @Nullable Stage<Composer> composer;
        private @Nullable Stage<ModelClient> model;
        private final List<Stage<Postprocessor>> postprocessors = new ArrayList<>();
        private final List<PipelineListener> listeners = new ArrayList<>();
        private final List<AutoCloseable> owned = new ArrayList<>();
        private final Set<StageId> names = new HashSet<>();
        private @Nullable Duration limit;
        private @Nullable Workers workers;
        private TimeSource time = TimeSource.system();
        private Supplier<? extends RandomGenerator> random = ThreadLocalRandom::current;

        private Builder() {}

        /** Sets the instructions of the application, for prompts that bring none of their own. */
        public Builder instructions(String text) {
            this.instructions = Require.nonNull(text, "instructions");
            return this;
        }

        /** Sets what remembers conversations. */
        public Builder memory(Memory memory) {
            return memory(memory, StageOptions.defaults());
        }

        /** Sets what remembers conversations, with options. */
        public Builder memory(Memory memory, StageOptions options) {
            this.memory = inPlaceOf(this.memory, StageKind.RECALL, memory, options, "memory");
            return this;
        }

        /** Adds a preprocessor behind those that are there. */
        public Builder preprocess(Preprocessor preprocessor) {
            return preprocess(preprocessor, StageOptions.defaults());
        }

        /** Adds a preprocessor behind those that are there, with options. */
        public Builder preprocess(Preprocessor preprocessor, StageOptions options) {
            preprocessors.add(stage(StageKind.PREPROCESSOR, preprocessor, options, "preprocessor"));
            return this;
        }

        /** Adds a grounder behind those that are there. */
        public Builder ground(Grounder grounder) {
            return ground(grounder, StageOptions.defaults());
        }

        /** Adds a grounder behind those that are there, with options. */
        public Builder ground(Grounder grounder, StageOptions options) {
            grounders.add(stage(StageKind.GROUNDER, grounder, options, "grounder"));
            return this;
        }

        /** Adds a guard and what is done about its findings. */
        public Builder guard(SafetyGuard guard, GuardPolicy policy) {
            return guard(guard, policy, StageOptions.defaults());
        }

        /** Adds a guard and what is done about its findings, with options. */
        public Builder guard(SafetyGuard guard, GuardPolicy policy, StageOptions options) {
            Require.nonNull(policy, "policy");
            Stage<SafetyGuard> stage = stage(StageKind.INPUT_GUARD, guard, options, "guard");
            String name = stage.id().name();
            if (options.isOptional()) {
                throw new ConfigurationException("Guard \"" + name
                        + "\" cannot be optional. Say what its failure means " + "with GuardPolicy.onError(OPEN).");
            }
            if (options.isRacing() && policy.mayEdit()) {
                throw new ConfigurationException("Guard \"" + name + "\" cannot race the model, because its policy may "
                        + "edit the text that is sent. Use a policy that blocks or annotates, or do not race.");
            }
            if (guard.horizon() < 1) {
                throw new ConfigurationException("Guard \"" + name + "\" states a horizon of " + guard.horizon()
                        + ". A horizon is at least 1, or SafetyGuard.WHOLE.");
            }
            guards.add(new GuardStage(name, guard, policy, options));
            return this;
        }

        /** Sets what writes the request to the model; the default is {@link SpotlightingComposer}. */
        public Builder compose(Composer composer) {
            this.composer = inPlaceOf(this.composer, StageKind.COMPOSER, composer, StageOptions.defaults(), "composer");
            return this;
        }

        /** Sets the model. */
        public Builder model(ModelClient model) {
            return model(model, StageOptions.defaults());
        }

        /** Sets the model, with options. */
        public Builder model(ModelClient model, StageOptions options) {
            Require.nonNull(model, "model");
            if (Require.nonNull(options, "options").isOptional()) {
                throw new ConfigurationException("A model cannot be optional. Give it a fallback instead.");
            }
            StageOptions named = options.name().isPresent()
                    ? options
                    : options.named(model.info().model());
            this.model = new Stage<>(new StageId(StageKind.MODEL, named.name().orElseThrow()), model, named);
            return this;
        }

        /** Adds a postprocessor behind those that are there. */
        public Builder postprocess(Postprocessor postprocessor) {
            return postprocess(postprocessor, StageOptions.defaults());
        }

        /** Adds a postprocessor behind those that are there, with options. */
        public Builder postprocess(Postprocessor postprocessor, StageOptions options) {
            postprocessors.add(stage(StageKind.POSTPROCESSOR, postprocessor, options, "postprocessor"));
            return this;
        }

        /** Adds somebody who watches. */
        public Builder listen(PipelineListener listener) {
            listeners.add(Require.nonNull(listener, "listener"));
            return this;
        }

        /** Sets how long a call may take in all, unless it says otherwise. */
        public Builder within(Duration newLimit) {
            this.limit = Require.positive(newLimit, "limit");
            return this;
        }

        /** Adds something that is closed with the pipeline; the last one added is closed first. */
        public Builder onClose(AutoCloseable resource) {
            owned.add(Require.nonNull(resource, "resource"));
            return this;
        }

        /**
         * Sets where calls and parallel stages run; the default is virtual threads, or a bounded pool before Java 21.
         *
         * <p>A call takes one thread, and for a stage with a limit of its own it waits on that thread for another
         * one: with fewer threads than both together, calls wait for each other until those limits pass.
         */
        public Builder executor(Executor executor) {
            this.workers = Workers.on(Require.nonNull(executor, "executor"));
            return this;
        }

        /** Sets where time comes from. */
        public Builder time(TimeSource time) {
            this.time = Require.nonNull(time, "time");
            return this;
        }

        /** Sets where chance comes from; must be safe for concurrent use. */
        public Builder random(RandomGenerator random) {
            Require.nonNull(random, "random");
            this.random = () -> random;
            return this;
        }

        /**
         * {@return the pipeline}
         *
         * @throws ConfigurationException if there is no model
         */
        public Pipeline build() {
            if (model == null) {
                throw new ConfigurationException("A pipeline needs a model. Choose one with model(…), for example "
                        + "ExtractiveModelClient.standard(), which needs no key and no download.");
            }
            Stage<Composer> composing = composer == null
                    ? new Stage<>(
                            new StageId(StageKind.COMPOSER, "spotlighting"),
                            SpotlightingComposer.standard(),
                            StageOptions.defaults())
                    : composer;
            return new Pipeline(new PipelineParts(
                    instructions,
                    memory,
                    preprocessors,
                    grounders,
                    guards,
                    composing,
                    model,
                    postprocessors,
                    listeners,
                    limit,
                    workers == null ? Workers.shared() : workers,
                    time,
                    random,
                    owned));
        }

        /** {@return a stage of which there is one; the name of the one it replaces is free again} */
        private <T> Stage<T> inPlaceOf(
                @Nullable Stage<T> before, StageKind kind, @Nullable T body, StageOptions options, String argument) {
            if (before != null) {
                names.remove(before.id());
            }
            return stage(kind, body, options, argument);
        }

        private <T> Stage<T> stage(StageKind kind, @Nullable T body, StageOptions options, String argument) {
            T stage = Require.nonNull(body, argument);
            String wanted = Require.nonNull(options, "options").name().orElseGet(() -> nameOf(stage));
            StageId id = new StageId(kind, wanted);
            for (int number = 2; !names.add(id); number++) {
                if (options.name().isPresent()) {
                    throw new ConfigurationException("Two stages are called \"" + id + "\". Give one another name.");
                }
                id = new StageId(kind, wanted + "-" + number);
            }
            return new Stage<>(id, stage, options);
        }

        /** Names a stage after its class: {@code DocumentSearch} is {@code document-search}. */
        private static String nameOf(Object stage) {
            String simple = stage.getClass().getSimpleName();
            int lambda = simple.indexOf("$$");
            if (simple.isEmpty() || lambda >= 0) {
                return "lambda";
            }
            return simple.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        }
    }
}
