package dev.llmops.core;

import dev.llmops.api.LlmException;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelAttempt;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.pipeline.OutputFormatException;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.pipeline.StageId;
import dev.llmops.api.pipeline.StageKind;
import dev.llmops.api.safety.Action;
import dev.llmops.api.safety.BlockedException;
import dev.llmops.api.safety.GuardDecision;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.text.TextFilter;
import dev.llmops.core.concurrent.CancelSource;
import dev.llmops.core.guarding.Pseudonyms;
import dev.llmops.core.schema.StructuredFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has the model answer, and asks again while guards or the format want it, within bounds.
 *
 * <p>A repeated request shows the model its own unedited answer and what was wrong with it.
 */
final class Generation {
    private static final int FORMAT_REPROMPTS = 2;

    private final Stage<ModelClient> model;
    private final List<GuardStage> guards;
    private final StageRunner runner;
    private final Recorder recorder;
    private final @Nullable StructuredFormat format;
    private final Supplier<List<TextFilter>> polish;
    private final @Nullable AnswerSink sink;
    private final boolean streaming;

    /**
     * Creates a generation.
     *
     * @param sink where to deliver while the model works; null if nothing may be delivered yet
     * @param streaming whether anybody waits for a stream
     */
    Generation(
            Stage<ModelClient> model,
            List<GuardStage> guards,
            StageRunner runner,
            Recorder recorder,
            @Nullable StructuredFormat format,
            Supplier<List<TextFilter>> polish,
            @Nullable AnswerSink sink,
            boolean streaming) {
        this.model = model;
        this.guards = guards.stream()
                .filter(guard -> guard.policy().appliesTo(Segment.Direction.OUTPUT))
                .toList();
        this.runner = runner;
        this.recorder = recorder;
        this.format = format;
        this.polish = polish;
        this.sink = sink;
        this.streaming = streaming;
    }

    /** {@return whether an answer may turn out not to do, so that nothing of it may be delivered early} */
    static boolean mayRepeat(List<GuardStage> guards, @Nullable StructuredFormat format) {
        return format != null
                || guards.stream()
                        .anyMatch(guard -> guard.mayReprompt() && guard.policy().appliesTo(Segment.Direction.OUTPUT));
    }

    /**
     * What came of it.
     *
     * @param response the response of the model, as it came
     * @param output what the guards left of it
     * @param contradicted whether the response was not what had been streamed
     */
    record Generated(ModelResponse response, OutputAttempt output, boolean contradicted) {}

    Generated generate(ModelRequest request, Pseudonyms pseudonyms, List<Callable<Boolean>> racing) {
        ModelRequest current = request;
        List<Callable<Boolean>> race = racing;
        int guardRepeats = 0;
        int formatRepeats = 0;
        while (true) {
            Generated generated = attempt(current, pseudonyms, race);
            race = List.of();
            String problem;
            if (!generated.output().reprompts().isEmpty()) {
                problem = guardProblem(generated.output().reprompts(), guardRepeats++);
            } else {
                Optional<String> violation = formatProblem(generated.output().text(), formatRepeats++);
                if (violation.isEmpty()) {
                    return generated;
                }
                problem = violation.get();
            }
            recorder.reprompted();
            current = repeated(request, generated.response(), problem);
        }
    }

    private Generated attempt(ModelRequest request, Pseudonyms pseudonyms, List<Callable<Boolean>> racing) {
        List<OutputLane> lanes = guards.stream()
                .map(guard -> new OutputLane(guard, pseudonyms, runner, recorder))
                .toList();
        try (OutputAttempt output = new OutputAttempt(lanes, pseudonyms, recorder, polish.get(), sink)) {
            ModelResponse response = racing.isEmpty()
                    ? ask(request, new Gate(output::accept, true), new CancelSource())
                    : race(request, new Gate(output::accept, false), racing);
            recorder.used(response.usage());
            output.finish(response);
            if (!output.contradicts()) {
                return new Generated(response, output, false);
            }
            recorder.noted(model.id(), "stream.contradicted", "the response differs from what was streamed");
            return new Generated(response, whole(response, lanes, pseudonyms), true);
        }
    }

    /** {@return what the guards leave of a response whose events cannot be relied on} */
    private OutputAttempt whole(ModelResponse response, List<OutputLane> lanes, Pseudonyms pseudonyms) {
        OutputAttempt again = new OutputAttempt(lanes, pseudonyms, recorder, polish.get(), null);
        again.finish(response);
        return again;
    }

    /** {@return the response, if none of the guards that race the model ends the call first} */
    private ModelResponse race(ModelRequest request, Gate gate, List<Callable<Boolean>> racing) {
        CancelSource cancellation = new CancelSource();
        AtomicInteger undecided = new AtomicInteger(racing.size());
        AtomicReference<@Nullable LlmException> verdict = new AtomicReference<>();
        List<Callable<Optional<ModelResponse>>> tasks = new ArrayList<>();
        tasks.add(() -> Optional.of(ask(request, gate, cancellation)));
        for (Callable<Boolean> check : racing) {
            tasks.add(() -> {
                try {
                    check.call();
                } catch (LlmException e) {
                    // Before the model is stopped, which may fail faster than this guard.
                    verdict.compareAndSet(null, e);
                    cancellation.cancel();
                    throw e;
                }
                if (undecided.decrementAndGet() == 0) {
                    gate.open();
                }
                return Optional.empty();
            });
        }
        try {
            return runner.inParallel(model.id(), tasks).get(0).orElseThrow();
        } catch (LlmException e) {
            LlmException blocked = verdict.get();
            throw blocked == null || runner.scope().reason() != null ? e : blocked;
        }
    }

    private ModelResponse ask(ModelRequest request, Gate gate, CancelSource cancellation) {
        long began = recorder.nanos();
        int reported = recorder.attempts();
        String outcome = "answered";
        try (var outer = runner.scope().cancellation().onCancel(cancellation::cancel)) {
            return runner.run(model.id(), model.options(), context -> ask(request, gate, cancellation, context))
                    .orElseThrow();
        } catch (ProviderException e) {
            outcome = e.errorClass().name();
            throw e;
        } catch (LlmException e) {
            outcome = e.getClass().getSimpleName();
            throw e;
        } finally {
            if (recorder.attempts() == reported) {
                ModelInfo info = model.body().info();
                Duration duration = Duration.ofNanos(recorder.nanos() - began);
                recorder.attempted(new ModelAttempt(info.provider(), info.model(), duration, outcome));
            }
        }
    }

    private @Nullable ModelResponse ask(
            ModelRequest request, Gate gate, CancelSource cancellation, StageContext context) {
        EngineModelCall call =
                new EngineModelCall(context, runner.scope(), cancellation, streaming, recorder, gate::accept);
        try {
            return model.body().generate(request, call);
        } finally {
            call.close();
        }
    }

    /** {@return what to tell the model; throws if it was told often enough} */
    private static String guardProblem(List<GuardDecision> decisions, int repeats) {
        int allowed = decisions.stream()
                .map(decision -> decision.action() instanceof Action.Reprompt reprompt ? reprompt.attempts() : 0)
                .max(Integer::compare)
                .orElse(0);
        if (repeats >= allowed) {
            throw BlockedException.because(decisions.get(0).guard(), decisions);
        }
        String found = decisions.stream()
                .map(decision -> decision.finding().reason().isEmpty()
                        ? decision.finding().kind()
                        : decision.finding().kind() + ": " + decision.finding().reason())
                .distinct()
                .collect(Collectors.joining("; "));
        return "Your answer cannot be used because of this: " + found + ". Answer again without it.";
    }

    private Optional<String> formatProblem(String text, int repeats) {
        if (format == null) {
            return Optional.empty();
        }
        StageId id = new StageId(StageKind.FORMAT_CHECK, format.name());
        List<OutputFormatException.Violation> violations = runner.run(
                        id,
                        StageOptions.defaults(),
                        context -> format.check(text).violations())
                .orElseThrow();
        if (violations.isEmpty()) {
            return Optional.empty();
        }
        if (repeats >= FORMAT_REPROMPTS) {
            throw new OutputFormatException(format.name(), violations, null);
        }
        return Optional.of(format.repromptText(violations));
    }

    private static ModelRequest repeated(ModelRequest request, ModelResponse response, String problem) {
        List<Message> messages = new ArrayList<>(request.messages());
        messages.add(response.message());
        messages.add(Message.user(problem));
        return request.withMessages(messages);
    }
}
