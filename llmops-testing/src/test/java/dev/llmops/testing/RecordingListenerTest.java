package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.Registration;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.pipeline.CallRecord;
import dev.llmops.api.pipeline.PipelineEvent;
import dev.llmops.api.pipeline.StageId;
import dev.llmops.api.pipeline.StageKind;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The listener and the tool. */
class RecordingListenerTest {
    private static final StageId STAGE = new StageId(StageKind.GROUNDER, "manuals");

    private final RecordingListener listener = new RecordingListener();

    @Test
    void keepsEventsAndWaitsForTheEndOfCalls() {
        CallRecord record = CallRecord.builder("c1", Instant.EPOCH).build();
        listener.on(new PipelineEvent.CallStarted("c1"));
        CompletableFuture<Void> later =
                CompletableFuture.runAsync(() -> listener.on(new PipelineEvent.CallEnded("c1", record, null)));

        assertThat(listener.awaitCalls(1))
                .singleElement()
                .satisfies(end -> assertThat(end.failure()).isEmpty());

        later.join();
        assertThat(listener.records()).containsExactly(record);
        assertThat(listener.events()).hasSize(2);
        assertThat(listener.events(PipelineEvent.CallStarted.class)).hasSize(1);
    }

    @Test
    void tellsWhereScopesWereClosed() {
        Registration here = listener.enter("c1", STAGE);
        Registration there = listener.enter("c1", STAGE);
        listener.enter("c1", STAGE);

        here.close();
        CompletableFuture.runAsync(there::close).join();

        assertThat(listener.scopes())
                .extracting(RecordingListener.Scope::isClosed)
                .containsExactly(true, true, false);
        assertThat(listener.scopes())
                .extracting(RecordingListener.Scope::isClosedElsewhere)
                .containsExactly(false, true, false);
    }

    @Test
    void toolsDoWhatTheyAreTold() {
        ToolCall call = new ToolCall("t1", "clock", "{\"zone\":\"UTC\"}");
        CallControl control = CallControl.detached();
        FakeTool clock = FakeTool.returning("clock", "11:00");

        assertThat(clock.call(call, control)).isEqualTo(Content.ToolResult.of(call, "11:00"));
        assertThat(clock.calls()).containsExactly(call);
        assertThat(FakeTool.computing("echo", arguments -> arguments)
                        .call(call, control)
                        .parts())
                .singleElement()
                .isInstanceOfSatisfying(
                        Content.Text.class, text -> assertThat(text.text()).isEqualTo(call.arguments()));
        assertThat(FakeTool.refusing("clock", "no such zone")
                        .call(call, control)
                        .failed())
                .isTrue();
        assertThatThrownBy(() -> FakeTool.failing("clock", new IllegalStateException("broken"))
                        .call(call, control))
                .isInstanceOf(IllegalStateException.class);
        assertThat(clock.withParameters("{}").local().spec().parametersSchema()).isEqualTo("{}");
    }

    @Test
    void aHangingToolEndsWhenItsCallIsCancelled() {
        TestContext context = TestContext.create();
        context.cancel();

        assertThatThrownBy(() -> FakeTool.hanging("clock").call(new ToolCall("t1", "clock", ""), context))
                .isInstanceOf(CallCancelledException.class);
    }
}
