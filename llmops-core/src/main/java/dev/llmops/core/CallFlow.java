package dev.llmops.core;

import dev.llmops.api.Locality;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.AnswerDecoder;
import dev.llmops.api.pipeline.AnswerEvent;
import dev.llmops.api.pipeline.Memory;
import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.pipeline.Preprocessor;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageId;
import dev.llmops.api.pipeline.StageKind;
import dev.llmops.api.pipeline.StageTiming.Outcome;
import dev.llmops.api.pipeline.Turn;
import dev.llmops.api.text.TextFilter;
import dev.llmops.core.schema.JsonAnswerDecoder;
import dev.llmops.core.schema.StructuredFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of one prompt through a pipeline, in the order that {@link Pipeline} states.
 *
 * <p>Reads like that order: {@link #answer} is the whole of it, each step a method or a class of its
 * own. Runs on one thread; what runs side by side does so within a step.
 */
final class CallFlow {
    private static final AnswerDecoder DECODER = JsonAnswerDecoder.standard();

    private final PipelineParts parts;
    private final StageRunner runner;
    private final Recorder recorder;
    private final @Nullable StructuredFormat format;
    private final @Nullable AnswerSink sink;

    CallFlow(
            PipelineParts parts,
            StageRunner runner,
            Recorder recorder,
            @Nullable StructuredFormat format,
            @Nullable AnswerSink sink) {
        this.parts = parts;
        this.runner = runner;
        this.recorder = recorder;
        this.format = format;
        this.sink = sink;
    }

    /** {@return the answer to {@code asked}, which has been remembered and, on a stream, delivered} */
    Answer answer(Prompt asked) throws InterruptedException {
        Prompt recalled = recall(prepared(asked));
        Prompt cleaned = preprocess(recalled);
        Prompt grounded = ground(cleaned);
        InputGuards.Checked checked = guard(grounded);
        ModelRequest request = compose(checked);
        boolean holds = holdsAnswer();
        Generation.Generated generated = generation(holds).generate(request, checked.pseudonyms(), checked.racing());
        Answer answer = postprocess(assembled(checked.prompt(), generated), generated, holds);
        remember(asked, answer);
        Answer complete = answer.toBuilder().record(recorder.record()).build();
        if (sink != null) {
            sink.deliver(new AnswerEvent.Completed(complete));
        }
        return complete;
    }

    private Prompt prepared(Prompt asked) {
        Prompt.Builder builder = asked.toBuilder();
        if (asked.instructions().isEmpty()) {
            builder.instructions(parts.instructions());
        }
        if (format != null) {
            builder.options(asked.options().toBuilder()
                    .responseFormat(format.responseFormat())
                    .build());
        }
        return builder.build();
    }

    private Prompt recall(Prompt prompt) {
        Stage<Memory> memory = parts.memory();
        if (memory == null) {
            return prompt;
        }
        if (prompt.conversation().isEmpty()) {
            recorder.ended(memory.id(), recorder.nanos(), 0, Outcome.SKIPPED, "the prompt names no conversation");
            return prompt;
        }
        Optional<List<Message>> history = runner.run(
                memory.id(), memory.options(), context -> memory.body().recall(prompt, context));
        return history.filter(messages -> !messages.isEmpty())
                .map(messages -> prompt.toBuilder()
                        .history(joined(messages, prompt.history()))
                        .build())
                .orElse(prompt);
    }

    private static List<Message> joined(List<Message> recalled, List<Message> given) {
        List<Message> history = new ArrayList<>(recalled);
        history.addAll(given);
        return history;
    }

    private Prompt preprocess(Prompt prompt) {
        Prompt current = prompt;
        for (Stage<Preprocessor> stage : parts.preprocessors()) {
            Prompt before = current;
            current = runner.run(
                            stage.id(), stage.options(), context -> stage.body().process(before, context))
                    .orElse(before);
        }
        return current;
    }

    private Prompt ground(Prompt prompt) {
        Prompt current = prompt;
        for (var stage : parts.grounders()) {
            Prompt before = current;
            current = runner.run(
                            stage.id(), stage.options(), context -> stage.body().ground(before, context))
                    .map(before::withEvidence)
                    .orElse(before);
        }
        return current;
    }

    private InputGuards.Checked guard(Prompt prompt) {
        if (parts.guards().isEmpty()) {
            return new InputGuards(List.of(), Locality.REMOTE, runner, recorder).check(prompt);
        }
        Locality locality = parts.model().body().info().locality();
        return new InputGuards(parts.guards(), locality, runner, recorder).check(prompt);
    }

    private ModelRequest compose(InputGuards.Checked checked) {
        ModelRequest request = runner.run(
                        parts.composer().id(),
                        parts.composer().options(),
                        context -> parts.composer().body().compose(checked.outgoing(), context))
                .orElseThrow();
        return Outgoing.conceal(request, checked.pseudonyms());
    }

    private boolean holdsAnswer() {
        return Generation.mayRepeat(parts.guards(), format)
                || parts.postprocessors().stream()
                        .anyMatch(stage -> stage.body().holdsStream());
    }

    private Generation generation(boolean holds) {
        return new Generation(
                parts.model(),
                parts.guards(),
                runner,
                recorder,
                format,
                this::polish,
                holds ? null : sink,
                sink != null);
    }

    /** {@return fresh filters of the postprocessors that work on the stream; none for a whole answer} */
    private List<TextFilter> polish() {
        List<TextFilter> filters = new ArrayList<>();
        for (Stage<Postprocessor> stage : streaming()) {
            stage.body().filter().ifPresent(filters::add);
        }
        return filters;
    }

    /** {@return the first postprocessors, as far as all of them offer a filter} */
    private List<Stage<Postprocessor>> streaming() {
        List<Stage<Postprocessor>> all = parts.postprocessors();
        int count = 0;
        while (sink != null
                && count < all.size()
                && all.get(count).body().filter().isPresent()) {
            count++;
        }
        return all.subList(0, count);
    }

    private Answer assembled(Prompt prompt, Generation.Generated generated) {
        OutputAttempt output = generated.output();
        return Answer.builder(generated.response())
                .text(output.text())
                .reasoning(output.reasoning())
                .toolCalls(output.toolCalls())
                .evidence(prompt.evidence())
                .record(recorder.record())
                .decoder(DECODER)
                .build();
    }

    private Answer postprocess(Answer answer, Generation.Generated generated, boolean holds)
            throws InterruptedException {
        List<Stage<Postprocessor>> remaining = parts.postprocessors()
                .subList(streaming().size(), parts.postprocessors().size());
        Answer current = answer;
        StageId changedBy = parts.model().id();
        for (Stage<Postprocessor> stage : remaining) {
            Answer before = current;
            current = runner.run(
                            stage.id(), stage.options(), context -> stage.body().process(before, context))
                    .orElse(before);
            if (!current.text().equals(before.text())) {
                changedBy = stage.id();
            }
        }
        if (sink != null) {
            if (holds) {
                deliverWhole(current);
            } else if (generated.contradicted()
                    || !current.text().equals(generated.output().text())) {
                sink.deliver(new AnswerEvent.Revised(current.text(), changedBy));
            }
        }
        return current;
    }

    private void deliverWhole(Answer answer) throws InterruptedException {
        AnswerSink reader = sink;
        if (reader == null) {
            return;
        }
        if (!answer.reasoning().isEmpty()) {
            reader.deliver(new AnswerEvent.ReasoningDelta(answer.reasoning()));
        }
        if (!answer.text().isEmpty()) {
            reader.deliver(new AnswerEvent.TextDelta(answer.text()));
        }
        for (int i = 0; i < answer.toolCalls().size(); i++) {
            ToolCall call = answer.toolCalls().get(i);
            reader.deliver(new AnswerEvent.ToolCallDelta(i, call.name(), call.arguments()));
        }
    }

    /** Writes the user's own words and the delivered answer, never what was composed for the model. */
    private void remember(Prompt asked, Answer answer) {
        runner.scope().commit();
        Stage<Memory> memory = parts.memory();
        Optional<String> conversation = asked.conversation();
        if (memory == null || conversation.isEmpty()) {
            return;
        }
        Turn turn = new Turn(
                conversation.get(), runner.scope().callId(), parts.time().now(), Exchange.of(asked, answer));
        runner.run(new StageId(StageKind.REMEMBER, memory.id().name()), memory.options(), context -> {
            memory.body().remember(turn, context);
            return turn;
        });
    }
}
