package dev.llmops.eval.judge;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.RateLimitedException;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Signature;
import dev.llmops.eval.UsageMeter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A model that judges.
 *
 * <pre>{@code
 * Judge judge = Judge.of(model);
 * Metric coherence = GEval.builder("coherence", judge).criteria("Every sentence follows from those before it.").build();
 * }</pre>
 *
 * <p>A judge is asked with a {@link JudgeTask} and shown {@linkplain Exhibit texts}. These are fenced off by a key that
 * they cannot know, and that must come back in the answer, so that a text cannot pass for the verdict on it. Models that
 * can are held to the form of the answer. An answer that cannot be used is a {@link Reply.None} with the reason; it
 * never becomes a number. Immutable, and safe for concurrent use if its model is.
 */
public final class Judge {
    private final ModelClient model;
    private final @Nullable Double temperature;
    private final int maxOutputTokens;
    private final int attempts;
    private final Duration timeLimit;
    private final TimeSource time;
    private final boolean structured;

    private Judge(Builder builder) {
        this.model = builder.model;
        this.temperature = builder.temperature;
        this.maxOutputTokens = builder.maxOutputTokens;
        this.attempts = builder.attempts;
        this.timeLimit = builder.timeLimit;
        this.time = builder.time;
        this.structured = builder.structured;
    }

    /** {@return a judge with temperature 0, one attempt and two minutes for each question} */
    public static Judge of(ModelClient model) {
        return builder(model).build();
    }

    /** {@return a builder of a judge} */
    public static Builder builder(ModelClient model) {
        return new Builder(model);
    }

    /**
     * {@return the key that an answer to {@code request} must carry; empty if it is not the request of a judge}
     *
     * <p>For models that are made up, such as those of tests.
     */
    public static Optional<String> keyOf(ModelRequest request) {
        return JudgePrompt.keyOf(Require.nonNull(request, "request"));
    }

    /** {@return what is known about the model} */
    public ModelInfo info() {
        return model.info();
    }

    /** {@return a warning, if what is judged is a relative of the judge; see {@link ModelFamily}} */
    public Optional<String> warningAbout(ModelInfo subject) {
        return ModelFamily.warning(info(), Require.nonNull(subject, "subject"));
    }

    /**
     * {@return what the judge answers}
     *
     * @throws RateLimitedException if the provider has too much to do, so that whoever runs many items can slow down
     * @throws CallCancelledException if {@code control} is cancelled
     */
    public Reply ask(JudgeTask task, List<Exhibit> exhibits, CallControl control) {
        return ask(task, exhibits, 0, -1, control);
    }

    /**
     * {@return what the judge answers the time {@code number}, with log-probabilities if wanted}
     *
     * @param number tells questions apart that are asked several times, so that no cache answers the second one; from 0
     * @param alternatives how many alternatives are wanted for each token, at most 20; -1 for no log-probabilities
     * @throws RateLimitedException if the provider has too much to do, so that whoever runs many items can slow down
     * @throws CallCancelledException if {@code control} is cancelled
     */
    public Reply ask(JudgeTask task, List<Exhibit> exhibits, int number, int alternatives, CallControl control) {
        Require.nonNull(task, "task");
        Require.nonNull(exhibits, "exhibits");
        Require.nonNull(control, "control");
        Usage usage = Usage.unknown();
        Reply reply = new Reply.None("the judge was not asked", usage);
        for (int attempt = 0; attempt < attempts; attempt++) {
            int nth = number * attempts + attempt;
            reply = once(task, JudgePrompt.of(task, exhibits, nth, options(task, alternatives)), control);
            usage = usage.plus(reply.usage());
            UsageMeter.report(control, reply.usage());
            if (reply instanceof JudgeAnswer answer) {
                return answer.using(usage);
            }
        }
        return new Reply.None(((Reply.None) reply).reason(), usage);
    }

    private Reply once(JudgeTask task, JudgePrompt prompt, CallControl control) {
        try (TimedCall call = new TimedCall(control, timeLimit, time)) {
            try {
                return ReplyReader.read(generate(prompt.request(), call), task, prompt.key());
            } catch (CallCancelledException | DeadlineExceededException e) {
                if (e instanceof CallCancelledException && !call.isOutOfTime()) {
                    throw e;
                }
                return none("the judge did not answer in time");
            } catch (RateLimitedException e) {
                throw e;
            } catch (LlmException e) {
                return call.isOutOfTime()
                        ? none("the judge did not answer in time")
                        : none("the judge failed: " + e.getMessage());
            } catch (RuntimeException e) {
                // Not its message, which could hold text of the prompt.
                return none("the judge failed with " + e.getClass().getName());
            }
        }
    }

    /** Asks again in words alone if the model turns out not to take a schema or not to tell log-probabilities. */
    private ModelResponse generate(ModelRequest request, TimedCall call) {
        try {
            return model.generate(request, ModelCall.within(call));
        } catch (UnsupportedCapabilityException e) {
            GenerationOptions plain = GenerationOptions.builder()
                    .sampling(request.options().sampling())
                    .build();
            return model.generate(request.withOptions(plain), ModelCall.within(call));
        }
    }

    private static Reply.None none(String reason) {
        return new Reply.None(reason, Usage.unknown());
    }

    private GenerationOptions options(JudgeTask task, int alternatives) {
        Sampling.Builder sampling = Sampling.builder().maxOutputTokens(maxOutputTokens);
        if (temperature != null) {
            sampling.temperature(temperature);
        }
        GenerationOptions.Builder options = GenerationOptions.builder().sampling(sampling.build());
        if (structured && task.form().isPresent()) {
            if (info().can(Capability.JSON_SCHEMA)) {
                AnswerForm keyed = AnswerForm.empty()
                        .text("key", "the key of the request")
                        .and(task.form().get());
                options.responseFormat(ResponseFormat.schema("verdict", keyed.schema()));
            } else if (info().can(Capability.JSON)) {
                options.responseFormat(new ResponseFormat.Json());
            }
        }
        if (alternatives >= 0 && info().can(Capability.LOGPROBS)) {
            options.logprobs(alternatives);
        }
        return options.build();
    }

    /** {@return how hot the model samples, if that is set} */
    public OptionalDouble temperature() {
        return temperature == null ? OptionalDouble.empty() : OptionalDouble.of(temperature);
    }

    /**
     * {@return {@code signature} with what moves the verdicts of this judge: prompt, model, temperature, parser, samples}
     *
     * @param samples how often the judge is asked about each sample
     * @param parser how answers are read, such as {@code "json"}
     * @param tasks what it is asked
     */
    public Signature sign(Signature signature, int samples, String parser, JudgeTask... tasks) {
        StringBuilder hashes = new StringBuilder();
        for (JudgeTask task : tasks) {
            hashes.append(hashes.isEmpty() ? "" : "+").append(task.hash());
        }
        Signature signed = signature
                .with("prompt", hashes)
                .with("model", plain(info().provider() + "/" + info().model()))
                .with("temp", temperature == null ? "default" : temperature)
                .with("parser", parser)
                .with("samples", samples);
        return attempts == 1 ? signed : signed.with("attempts", attempts);
    }

    private static String plain(String text) {
        return text.replaceAll("[|:\\p{Cntrl}]", "_");
    }

    /** Shows the model. */
    @Override
    public String toString() {
        return "Judge[" + info().provider() + "/" + info().model() + "]";
    }

    /** Collects the settings of a judge. Not safe for concurrent use. */
    public static final class Builder {
        private final ModelClient model;
        private @Nullable Double temperature = 0.0;
        private int maxOutputTokens = 2048;
        private int attempts = 1;
        private Duration timeLimit = Duration.ofMinutes(2);
        private TimeSource time = TimeSource.system();
        private boolean structured = true;

        private Builder(ModelClient model) {
            this.model = Require.nonNull(model, "model");
        }

        /** Sets how hot the model samples, in [0, 2]; the default is 0. */
        public Builder temperature(double temperature) {
            this.temperature = Require.inRange(temperature, 0, 2, "temperature");
            return this;
        }

        /** Leaves the temperature to the model, for models that take none. */
        public Builder defaultTemperature() {
            this.temperature = null;
            return this;
        }

        /** Sets how long an answer may be, thinking included; the default is 2048. */
        public Builder maxOutputTokens(int maxOutputTokens) {
            this.maxOutputTokens = Require.inRange(maxOutputTokens, 1, Integer.MAX_VALUE, "maxOutputTokens");
            return this;
        }

        /** Sets how often a judge is asked until it gives an answer that can be used; the default is 1. */
        public Builder attempts(int attempts) {
            this.attempts = Require.inRange(attempts, 1, 100, "attempts");
            return this;
        }

        /** Sets how long one answer may take; the default is two minutes. */
        public Builder timeLimit(Duration timeLimit) {
            this.timeLimit = Require.positive(timeLimit, "timeLimit");
            return this;
        }

        /** Sets by which clock time is limited. */
        public Builder time(TimeSource time) {
            this.time = Require.nonNull(time, "time");
            return this;
        }

        /** Leaves it to the words of the prompt that the answer has the right form. */
        public Builder unstructured() {
            this.structured = false;
            return this;
        }

        /** {@return the judge} */
        public Judge build() {
            return new Judge(this);
        }
    }
}
