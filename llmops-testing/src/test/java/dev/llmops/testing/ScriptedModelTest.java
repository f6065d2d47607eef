package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.LlmException;
import dev.llmops.api.Locality;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.SendPhase;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedModelTest {
    private static final ModelRequest REQUEST = ModelRequest.of("What time is it?");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final VirtualTime time = new VirtualTime();
    private final TestCall call = TestCall.create();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void saysWhatTheScriptSays() {
        ScriptedModel model = ScriptedModel.script()
                .event(new ModelEvent.Started("r1", "script"))
                .reasoning("Let me ", "see.")
                .text("It is ", "eleven.")
                .toolCall("clock", "{\"zone\":", "\"UTC\"}")
                .toolCallWithId("x", "bell")
                .usage(Usage.of(3, 4))
                .build();

        ModelResponse response = model.generate(REQUEST, call);

        assertThat(response.text()).isEqualTo("It is eleven.").isEqualTo(call.text());
        assertThat(response.reasoning()).isEqualTo("Let me see.").isEqualTo(call.reasoning());
        assertThat(response.toolCalls())
                .containsExactly(
                        new ToolCall("call-0-0", "clock", "{\"zone\":\"UTC\"}"), new ToolCall("x", "bell", "{}"))
                .isEqualTo(call.toolCalls());
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.usage()).isEqualTo(Usage.of(3, 4));
        assertThat(call.events()).hasSize(10);
        assertThat(response.message().contents())
                .hasExactlyElementsOfTypes(
                        Content.Reasoning.class, Content.Text.class, Content.ToolUse.class, Content.ToolUse.class);
    }

    @Test
    void answersInShort() {
        assertThat(ScriptedModel.answering("Hello")
                        .generate(REQUEST, ModelCall.detached())
                        .text())
                .isEqualTo("Hello");
        assertThat(ScriptedModel.answering(List.of("a", "b"))
                        .generate(REQUEST, call)
                        .text())
                .isEqualTo("ab");
        assertThat(ScriptedModel.answering(request -> "You asked: " + request.question())
                        .generate(REQUEST, ModelCall.detached())
                        .text())
                .isEqualTo("You asked: What time is it?");
        assertThat(call.events()).hasSize(2);
    }

    @Test
    void givesOneAnswerPerCallAndRepeatsTheLast() {
        ScriptedModel model =
                ScriptedModel.script().text("one").next().text("two").build();

        assertThat(List.of(1, 2, 3))
                .extracting(i -> model.generate(REQUEST, ModelCall.detached()).text())
                .containsExactly("one", "two", "two");
        assertThat(model.calls()).isEqualTo(3);
        assertThat(model.request(2)).isSameAs(REQUEST);
    }

    @Test
    void failsBeyondAStrictScript() {
        ScriptedModel model = ScriptedModel.script().strict().text("one").build();
        model.generate(REQUEST, call);

        assertThatThrownBy(() -> model.generate(REQUEST, call))
                .isInstanceOf(LlmException.class)
                .hasMessageContaining("this is call 2");
    }

    @Test
    void failsAsAProviderDoes() {
        ScriptedModel model = ScriptedModel.script()
                .fail(ErrorClass.OVERLOADED)
                .next()
                .text("It i")
                .fail(ErrorClass.TRUNCATED)
                .build();

        assertThatThrownBy(() -> model.generate(REQUEST, call)).isInstanceOfSatisfying(ProviderException.class, e -> {
            assertThat(e.errorClass()).isEqualTo(ErrorClass.OVERLOADED);
            assertThat(e.failure().phase()).isEqualTo(SendPhase.SENT);
            assertThat(e.failure().partial()).isEmpty();
        });
        assertThatThrownBy(() -> model.generate(REQUEST, call)).isInstanceOfSatisfying(ProviderException.class, e -> {
            assertThat(e.failure().phase()).isEqualTo(SendPhase.STARTED);
            assertThat(e.failure().partial()).map(ModelResponse::text).contains("It i");
        });
        assertThat(model.failed()).isEqualTo(2);
    }

    @Test
    void throwsWhateverItIsTold() {
        ScriptedModel model = ScriptedModel.script()
                .fail(new IllegalStateException("broken"))
                .next()
                .fail(new StackOverflowError())
                .build();

        assertThatThrownBy(() -> model.generate(REQUEST, call)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> model.generate(REQUEST, call)).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void pausesInVirtualTime() throws ExecutionException {
        ScriptedModel model = ScriptedModel.script()
                .time(time)
                .text("one ")
                .pause(Duration.ofMinutes(1))
                .text("two")
                .build();
        Future<ModelResponse> response = threads.submit(() -> model.generate(REQUEST, call));

        call.awaitEvents(1);
        time.awaitPauses(1);
        assertThat(call.text()).isEqualTo("one ");
        time.advance(Duration.ofMinutes(1));

        assertThat(Patience.get(response, "the model has answered").text()).isEqualTo("one two");
    }

    @Test
    void pausesInRealTime() {
        ScriptedModel model =
                ScriptedModel.script().pause(Duration.ofNanos(1)).text("done").build();

        assertThat(model.generate(REQUEST, call).text()).isEqualTo("done");
    }

    @Test
    void hangsUntilItIsCancelled() {
        ScriptedModel model = ScriptedModel.script().text("It i").hang().build();
        Future<ModelResponse> response = threads.submit(() -> model.generate(REQUEST, call));
        call.awaitEvents(1);

        call.cancel();

        assertThatThrownBy(() -> Patience.get(response, "the model has stopped"))
                .hasCauseInstanceOf(CallCancelledException.class);
        model.awaitIdle();
        assertThat(model.cancelled()).isOne();
        assertThat(call.cancellation().pendingActions()).isZero();
    }

    @Test
    void hangsUntilItIsInterrupted() throws Exception {
        ScriptedModel model = ScriptedModel.hanging();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                model.generate(REQUEST, call);
            } catch (LlmException e) {
                failure.complete(e);
            }
        });
        thread.start();
        model.awaitCalls(1);

        thread.interrupt();

        assertThat(Patience.get(failure, "the model has stopped")).isInstanceOf(CallCancelledException.class);
    }

    @Test
    void hangsWhateverHappens() throws ExecutionException {
        CountDownLatch release = new CountDownLatch(1);
        ScriptedModel model = ScriptedModel.script()
                .hangUninterruptibly(release)
                .text("at last")
                .build();
        Future<ModelResponse> response = threads.submit(() -> model.generate(REQUEST, ModelCall.detached()));
        model.awaitCalls(1);

        assertThat(model.running()).isOne();
        release.countDown();

        assertThat(Patience.get(response, "the model has answered").text()).isEqualTo("at last");
    }

    @Test
    void waitsForTheTest() throws ExecutionException {
        CompletableFuture<String> signal = new CompletableFuture<>();
        ScriptedModel model = ScriptedModel.script().await(signal).text("on").build();
        Future<ModelResponse> first = threads.submit(() -> model.generate(REQUEST, call));
        Future<ModelResponse> second = threads.submit(() -> model.generate(REQUEST, TestCall.create()));
        model.awaitCalls(2);

        signal.complete("go");

        assertThat(Patience.get(first, "the model has answered").text()).isEqualTo("on");
        assertThat(Patience.get(second, "the model has answered").text()).isEqualTo("on");
        assertThat(model.mostRunning()).isEqualTo(2);
    }

    @Test
    void startsNothingThatIsCancelledOrOutOfTime() {
        ScriptedModel model = ScriptedModel.answering("Hello");
        call.cancel();
        TestCall late = TestCall.builder().within(Duration.ofSeconds(1), time).build();
        time.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> model.generate(REQUEST, call)).isInstanceOf(CallCancelledException.class);
        assertThatThrownBy(() -> model.generate(REQUEST, late)).isInstanceOf(DeadlineExceededException.class);
        assertThat(call.events()).isEmpty();
        assertThat(model.cancelled()).isEqualTo(2);
    }

    @Test
    void cutsTextAnywhere() {
        ScriptedModel model = ScriptedModel.script().textInPieces("a😀b", 2).build();

        assertThat(model.generate(REQUEST, call).text()).isEqualTo("a😀b");
        assertThat(call.events(ModelEvent.TextDelta.class))
                .extracting(ModelEvent.TextDelta::text)
                .containsExactly("a\ud83d", "\ude00b");
    }

    @Test
    void isRemoteUnlessToldOtherwise() {
        assertThat(ScriptedModel.answering("x").info().locality()).isEqualTo(Locality.REMOTE);
        assertThat(ScriptedModel.script()
                        .locality(Locality.LOCAL)
                        .time(TimeSource.system())
                        .build()
                        .info()
                        .locality())
                .isEqualTo(Locality.LOCAL);
    }

    @Test
    void showsNothingOfWhatWasSaid() {
        ScriptedModel model = ScriptedModel.answering("swordfish");
        model.generate(ModelRequest.of("swordfish"), call);

        assertThat(model.toString()).doesNotContain("swordfish");
    }
}
