package dev.llmops.core;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.pipeline.AnswerEvent;
import dev.llmops.api.safety.GuardDecision;
import dev.llmops.api.safety.Segment.Origin;
import dev.llmops.api.text.TextFilter;
import dev.llmops.core.guarding.Pseudonyms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What comes back from the model in one attempt: takes its events and its response, and brings them
 * guarded to the reader, if there is one and nothing makes the answer wait.
 */
final class OutputAttempt implements AutoCloseable {
    private final List<OutputLane> lanes;
    private final Pseudonyms pseudonyms;
    private final Recorder recorder;
    private final @Nullable AnswerSink sink;
    private final OutputChannel text;
    private final OutputChannel reasoning;
    private final boolean passesToolCalls;
    private final Map<Integer, String> toolNames = new HashMap<>();
    private final List<ToolCall> toolCalls = new ArrayList<>();
    private final List<GuardDecision> reprompts = new ArrayList<>();
    private boolean contradicts;

    /**
     * Creates an attempt.
     *
     * @param sink where to deliver while the model works; null if nothing may be delivered yet
     */
    OutputAttempt(
            List<OutputLane> lanes,
            Pseudonyms pseudonyms,
            Recorder recorder,
            List<TextFilter> polish,
            @Nullable AnswerSink sink) {
        this.lanes = lanes;
        this.pseudonyms = pseudonyms;
        this.recorder = recorder;
        this.sink = sink;
        this.text = new OutputChannel(
                lanes,
                Origin.ANSWER,
                "",
                recorder,
                pseudonyms,
                polish,
                piece -> deliver(new AnswerEvent.TextDelta(piece)));
        this.reasoning = new OutputChannel(
                lanes,
                Origin.REASONING,
                "",
                recorder,
                pseudonyms,
                List.of(),
                piece -> deliver(new AnswerEvent.ReasoningDelta(piece)));
        this.passesToolCalls =
                pseudonyms.isEmpty() && lanes.stream().noneMatch(lane -> lane.appliesTo(Origin.TOOL_ARGUMENTS));
    }

    /** Takes an event of the model. */
    void accept(ModelEvent event) {
        if (event instanceof ModelEvent.TextDelta delta) {
            text.feed(delta.text());
        } else if (event instanceof ModelEvent.ReasoningDelta delta) {
            reasoning.feed(delta.text());
        } else if (event instanceof ModelEvent.MediaDelta delta) {
            deliver(new AnswerEvent.MediaDelta(delta.media()));
        } else if (event instanceof ModelEvent.ToolCallStarted started) {
            toolNames.put(started.index(), started.name());
            if (passesToolCalls) {
                deliver(new AnswerEvent.ToolCallDelta(started.index(), started.name(), ""));
            }
        } else if (event instanceof ModelEvent.ToolCallDelta delta && passesToolCalls) {
            String name = toolNames.getOrDefault(delta.index(), "");
            deliver(new AnswerEvent.ToolCallDelta(delta.index(), name, delta.json()));
        }
    }

    /** Takes the complete response; see {@link #reprompts()} for whether it will do. */
    void finish(ModelResponse response) {
        contradicts = !text.continues(response.text()) || !reasoning.continues(response.reasoning());
        if (contradicts) {
            return;
        }
        reprompts.addAll(reasoning.finish(response.reasoning()));
        reprompts.addAll(text.finish(response.text()));
        List<ToolCall> calls = response.toolCalls();
        for (int i = 0; i < calls.size(); i++) {
            guardToolCall(i, calls.get(i));
        }
    }

    /**
     * Arguments are checked and restored when they are complete: only then are they JSON, whose
     * texts can be looked at without their escapes.
     */
    private void guardToolCall(int index, ToolCall call) {
        ToolArguments arguments = new ToolArguments(lanes, pseudonyms, recorder, call.id());
        String guarded = arguments.guard(call.arguments());
        reprompts.addAll(arguments.reprompts());
        ToolCall result = new ToolCall(call.id(), call.name(), guarded);
        toolCalls.add(result);
        boolean alreadyDelivered = passesToolCalls && toolNames.containsKey(index);
        if (!alreadyDelivered && reprompts.isEmpty()) {
            deliver(new AnswerEvent.ToolCallDelta(index, call.name(), guarded));
        }
    }

    private void deliver(AnswerEvent event) {
        if (sink != null) {
            try {
                sink.deliver(event);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CallCancelledException("delivery");
            }
        }
    }

    /** {@return whether the response is not what its events had said, so that what was delivered is wrong} */
    boolean contradicts() {
        return contradicts;
    }

    /** {@return why the model must be asked again; empty if the response will do} */
    List<GuardDecision> reprompts() {
        return reprompts;
    }

    String text() {
        return text.delivered();
    }

    String reasoning() {
        return reasoning.delivered();
    }

    List<ToolCall> toolCalls() {
        return toolCalls;
    }

    /** Writes what the guards took into the record. */
    @Override
    public void close() {
        lanes.forEach(OutputLane::close);
    }
}
