package dev.llmops.testing;

import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.SendPhase;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of a scripted model: emits what the script says, and keeps it for the response. */
final class ScriptedCall {
    private final ModelRequest request;
    private final ModelCall call;
    private final ModelInfo info;
    private final int number;
    private final List<Content> contents = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private boolean openIsReasoning;
    private boolean begun;
    private int toolCalls;
    private Usage usage = Usage.unknown();
    private @Nullable FinishReason finishReason;

    ScriptedCall(ModelRequest request, ModelCall call, ModelInfo info, int number) {
        this.request = request;
        this.call = call;
        this.info = info;
        this.number = number;
    }

    ModelRequest request() {
        return request;
    }

    ModelCall control() {
        return call;
    }

    void text(String delta) {
        open(false);
        open.append(delta);
        emit(new ModelEvent.TextDelta(delta));
    }

    void reasoning(String delta) {
        open(true);
        open.append(delta);
        emit(new ModelEvent.ReasoningDelta(delta));
    }

    void toolCall(String id, String name, List<String> fragments) {
        closeOpen();
        int index = toolCalls++;
        String callId = id.isEmpty() ? "call-" + number + "-" + index : id;
        contents.add(new Content.ToolUse(new ToolCall(callId, name, String.join("", fragments))));
        emit(new ModelEvent.ToolCallStarted(index, callId, name));
        fragments.forEach(fragment -> emit(new ModelEvent.ToolCallDelta(index, fragment)));
    }

    void media(Media media) {
        closeOpen();
        contents.add(new Content.Attachment(media));
        emit(new ModelEvent.MediaDelta(media));
    }

    void usage(Usage now) {
        usage = now;
        emit(new ModelEvent.UsageUpdated(now));
    }

    void finish(FinishReason reason) {
        finishReason = reason;
    }

    void emit(ModelEvent event) {
        Pause.check(call);
        begun = true;
        call.emit(event);
    }

    ProviderException failure(ErrorClass errorClass) {
        ProviderFailure.Builder failure = ProviderFailure.builder(info.provider(), info.model(), errorClass)
                .phase(begun ? SendPhase.STARTED : SendPhase.SENT);
        if (begun) {
            failure.partial(response());
        }
        return ProviderException.of(failure.build());
    }

    ModelResponse response() {
        closeOpen();
        List<Content> parts = contents.isEmpty() ? List.of(new Content.Text("", Trust.MODEL)) : contents;
        FinishReason reason = finishReason;
        if (reason == null) {
            reason = toolCalls > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        }
        return ModelResponse.builder(Message.of(Role.ASSISTANT, parts))
                .finishReason(reason, "")
                .usage(usage)
                .id("response-" + number)
                .answeredBy(info.provider(), info.model())
                .build();
    }

    private void open(boolean reasoning) {
        if (openIsReasoning != reasoning) {
            closeOpen();
            openIsReasoning = reasoning;
        }
    }

    private void closeOpen() {
        if (open.length() > 0) {
            String text = open.toString();
            contents.add(openIsReasoning ? new Content.Reasoning(text, "") : new Content.Text(text, Trust.MODEL));
            open.setLength(0);
        }
    }
}
