package dev.llmops.core;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.Deadline;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.LlmException;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.Memory;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.pipeline.StageId;
import dev.llmops.api.pipeline.StageKind;
import dev.llmops.api.pipeline.StageTiming;
import dev.llmops.api.pipeline.Turn;
import dev.llmops.api.safety.BlockedException;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.core.concurrent.Workers;
import dev.llmops.core.memory.ConversationMemory;
import dev.llmops.testing.ScriptedModel;
import dev.llmops.testing.VirtualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PipelineCallTest {
    private final VirtualTime time = new VirtualTime();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /** Blocks until interrupted, as a stage that waits for a server does. */
    private <T> T hang(T result) {
        running.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            Thread.currentThread().interrupt();
        }
        return result;
    }

    private Pipeline.Builder builder() {
        return Pipeline.builder().time(time).model(ScriptedModel.answering("x"));
    }

    /** A pipeline that hangs in one stage, for each stage there is. */
    private Map<String, Pipeline> hangingPipelines() {
        Map<String, Pipeline> pipelines = new LinkedHashMap<>();
        pipelines.put(
                "recall memory",
                builder().memory(hangingMemory(true), StageOptions.of("memory")).build());
        pipelines.put(
                "preprocessor p",
                builder()
                        .preprocess((prompt, context) -> hang(prompt), StageOptions.of("p"))
                        .build());
        pipelines.put(
                "grounder g",
                builder()
                        .ground((prompt, context) -> hang(Evidence.none()), StageOptions.of("g"))
                        .build());
        pipelines.put(
                "input guard i",
                builder()
                        .guard((segment, context) -> hang(List.of()), GuardPolicy.block(), StageOptions.of("i"))
                        .build());
        pipelines.put(
                "model m",
                builder()
                        .model((request, call) -> hang(ModelResponse.of("x")), StageOptions.of("m"))
                        .build());
        pipelines.put(
                "output guard o",
                builder()
                        .guard(
                                (segment, context) -> hang(List.of()),
                                GuardPolicy.block().on(dev.llmops.api.safety.Segment.Origin.ANSWER),
                                StageOptions.of("o"))
                        .build());
        pipelines.put(
                "postprocessor q",
                builder()
                        .postprocess((answer, context) -> hang(answer), StageOptions.of("q"))
                        .build());
        return pipelines;
    }

    private Pipeline hanging(String stage) {
        return Objects.requireNonNull(hangingPipelines().get(stage));
    }

    private Memory hangingMemory(boolean onRecall) {
        return new Memory() {
            @Override
            public List<Message> recall(Prompt prompt, StageContext context) {
                return onRecall ? hang(List.of()) : List.of();
            }

            @Override
            public void remember(Turn turn, StageContext context) {
                hang(turn);
            }
        };
    }

    @Test
    void cancelEndsACallInEveryStageAtOnceAndInterruptsTheStage() throws Exception {
        for (String stage : hangingPipelines().keySet()) {
            PipelineCallTest fresh = new PipelineCallTest();
            PipelineCall call = fresh.hanging(stage).call("question").in("c");
            CompletableFuture<Answer> answer = call.start();
            fresh.running.await();

            boolean cancelled = call.cancel();

            assertThat(cancelled).as(stage).isTrue();
            assertThat(answer).as(stage).isCompletedExceptionally();
            assertThatThrownBy(answer::get)
                    .as(stage)
                    .hasCauseInstanceOf(CallCancelledException.class)
                    .hasMessageContaining(stage);
            assertThat(fresh.time.elapsed()).as(stage).isZero();
            fresh.interrupted.await();
            assertThat(call.cancel()).as(stage).isFalse();
        }
    }

    @Test
    void deadlineCutsAHangingStageAndSaysWhichOneHeldTheCall() throws Exception {
        for (String stage : hangingPipelines().keySet()) {
            PipelineCallTest fresh = new PipelineCallTest();
            CompletableFuture<Answer> answer = fresh.hanging(stage)
                    .call("question")
                    .in("c")
                    .within(ofSeconds(20))
                    .start();
            fresh.running.await();

            fresh.time.advance(ofSeconds(20).minusNanos(1));
            assertThat(answer).as(stage).isNotDone();
            fresh.time.advance(ofMillis(1));

            assertThatThrownBy(answer::join)
                    .as(stage)
                    .cause()
                    .isInstanceOfSatisfying(DeadlineExceededException.class, error -> {
                        assertThat(error.stage()).isEqualTo(stage);
                        assertThat(error.limit()).isEqualTo(ofSeconds(20));
                    });
            fresh.interrupted.await();
            assertThat(fresh.time.pendingAlarms()).as(stage).isZero();
        }
    }

    @Test
    void deadlineEndsTheCallEvenWhenTheStageIgnoresInterrupts() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ScriptedModel stubborn =
                ScriptedModel.script().hangUninterruptibly(release).text("late").build();
        CompletableFuture<Answer> answer = builder()
                .model(stubborn)
                .build()
                .call("question")
                .within(ofSeconds(1))
                .start();
        stubborn.awaitCalls(1);

        time.advance(ofSeconds(1));

        assertThatThrownBy(answer::join).hasCauseInstanceOf(DeadlineExceededException.class);
        release.countDown();
        stubborn.awaitIdle();
    }

    @Test
    void stageLimitCutsOneStageAndAnOptionalOneIsSkipped() throws Exception {
        Pipeline pipeline = builder()
                .ground(
                        (prompt, context) -> hang(Evidence.none()),
                        StageOptions.of("slow").within(ofMillis(500)).optional())
                .build();
        CompletableFuture<Answer> answer = pipeline.call("question").start();
        running.await();

        time.advance(ofMillis(500));

        assertThat(answer.get().record().stages())
                .filteredOn(timing -> timing.stage().kind() == StageKind.GROUNDER)
                .singleElement()
                .satisfies(timing -> {
                    assertThat(timing.outcome()).isEqualTo(StageTiming.Outcome.SKIPPED);
                    assertThat(timing.detail()).isEqualTo("DeadlineExceededException");
                    assertThat(timing.duration()).isEqualTo(ofMillis(500));
                });
        interrupted.await();
    }

    @Test
    void guardThatRunsOutOfItsTimeClosesTheGate() throws Exception {
        Pipeline pipeline = builder()
                .guard(
                        (segment, context) -> hang(List.of()),
                        GuardPolicy.annotate(),
                        StageOptions.of("slow").within(ofMillis(500)))
                .build();
        CompletableFuture<Answer> answer = pipeline.call("question").start();
        running.await();

        time.advance(ofMillis(500));

        assertThatThrownBy(answer::get)
                .cause()
                .isInstanceOf(BlockedException.class)
                .hasMessageContaining("slow")
                .hasCauseInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void nothingIsRememberedWhenTheCallFailsOrIsCancelled() throws Exception {
        List<Turn> turns = new ArrayList<>();
        Memory memory = new Memory() {
            @Override
            public List<Message> recall(Prompt prompt, StageContext context) {
                return List.of();
            }

            @Override
            public void remember(Turn turn, StageContext context) {
                turns.add(turn);
            }
        };
        Pipeline failing = builder()
                .memory(memory)
                .postprocess((answer, context) -> {
                    throw new IllegalStateException("broken");
                })
                .build();
        Pipeline cancelled = builder()
                .memory(memory)
                .postprocess((answer, context) -> hang(answer))
                .build();

        assertThatThrownBy(() -> failing.call("question").in("c").run()).isInstanceOf(LlmException.class);
        PipelineCall call = cancelled.call("question").in("c");
        CompletableFuture<Answer> answer = call.start();
        running.await();
        call.cancel();
        interrupted.await();

        assertThat(answer).isCompletedExceptionally();
        assertThat(turns).isEmpty();
    }

    @Test
    void callThatHasBegunToRememberCanNoLongerBeCancelled() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Memory memory = new Memory() {
            @Override
            public List<Message> recall(Prompt prompt, StageContext context) {
                return List.of();
            }

            @Override
            public void remember(Turn turn, StageContext context) {
                running.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        PipelineCall call = builder().memory(memory).build().call("question").in("c");
        CompletableFuture<Answer> answer = call.start();
        running.await();

        boolean cancelled = call.cancel();
        release.countDown();

        assertThat(cancelled).isFalse();
        assertThat(answer.get().text()).isEqualTo("x");
    }

    @Test
    void cancellingTheFutureCancelsTheCall() throws Exception {
        CompletableFuture<Answer> answer = builder()
                .ground((prompt, context) -> hang(Evidence.none()))
                .build()
                .call("question")
                .start();
        running.await();

        answer.cancel(true);

        interrupted.await();
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(CallCancelledException.class);
    }

    @Test
    void interruptingTheCallerCancelsTheCall() throws Exception {
        Pipeline pipeline =
                builder().ground((prompt, context) -> hang(Evidence.none())).build();
        List<Throwable> thrown = new ArrayList<>();
        for (boolean inline : new boolean[] {true, false}) {
            PipelineCallTest fresh = new PipelineCallTest();
            Pipeline hanging = fresh.builder()
                    .ground((prompt, context) -> fresh.hang(Evidence.none()))
                    .build();
            Thread caller = new Thread(() -> {
                try {
                    if (inline) {
                        hanging.run("question");
                    } else {
                        hanging.call("question").run();
                    }
                } catch (LlmException e) {
                    thrown.add(e);
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                }
            });
            caller.start();
            fresh.running.await();
            caller.interrupt();
            caller.join(TimeUnit.SECONDS.toMillis(20));
        }

        assertThat(thrown).hasSize(2).last().isInstanceOf(CallCancelledException.class);
        pipeline.close();
    }

    @Test
    void callIsStartedOnce() throws ExecutionException, InterruptedException {
        PipelineCall call = builder().build().call("question");
        call.start().get();

        assertThatThrownBy(call::run).isInstanceOf(LlmException.class).hasMessageContaining("started already");
    }

    @Test
    void callCancelledBeforeItStartsDoesNothing() {
        ScriptedModel model = ScriptedModel.answering("x");
        PipelineCall call = builder().model(model).build().call("question");

        call.cancel();

        assertThatThrownBy(call::run).isInstanceOf(CallCancelledException.class);
        assertThat(model.calls()).isZero();
    }

    @Test
    void streamThatWasCancelledBeforeItStartsSaysSo() {
        PipelineCall call = builder().build().call("question");

        assertThat(call.cancel()).isTrue();
        assertThat(call.cancel()).isFalse();

        try (AnswerStream stream = call.stream()) {
            assertThatThrownBy(stream.iterator()::hasNext).isInstanceOf(CallCancelledException.class);
        }
    }

    @Test
    void completingTheFutureInAnyOtherWayCancelsTheCallToo() throws Exception {
        for (boolean failing : new boolean[] {true, false}) {
            PipelineCallTest fresh = new PipelineCallTest();
            CompletableFuture<Answer> answer =
                    fresh.hanging("model m").call("question").start();
            fresh.running.await();

            boolean first = failing
                    ? answer.completeExceptionally(new TimeoutException())
                    : answer.complete(Answer.builder(ModelResponse.of("mine")).build());

            assertThat(first).isTrue();
            fresh.interrupted.await();
            assertThat(answer.isCancelled()).isFalse();
        }
    }

    @Test
    void futureOfACancelledCallIsCancelled() throws Exception {
        CompletableFuture<Answer> answer = hanging("model m").call("question").start();
        running.await();

        assertThat(answer.cancel(true)).isTrue();
        assertThat(answer.isCancelled()).isTrue();
        assertThat(answer.cancel(true)).isFalse();
    }

    @Test
    void whatHangsOnTheFutureDoesNotHoldTheThreadOfTheAlarms() throws Exception {
        Thread alarms = Thread.currentThread();
        CompletableFuture<Answer> answer =
                hanging("model m").call("question").within(ofSeconds(1)).start();
        CompletableFuture<Thread> told = new CompletableFuture<>();
        answer.whenComplete((value, error) -> told.complete(Thread.currentThread()));
        running.await();

        time.advance(ofSeconds(1));

        assertThat(told.get()).isNotSameAs(alarms);
    }

    @Test
    void recordCountsFromTheStartToTheEndOfTheCall() {
        PipelineCall call = builder()
                .preprocess((prompt, context) -> {
                    time.advance(ofSeconds(3));
                    return prompt;
                })
                .build()
                .call("question");
        time.advance(ofSeconds(10));
        Instant start = time.now();

        call.run();
        time.advance(ofSeconds(20));

        assertThat(call.record().duration()).isEqualTo(ofSeconds(3));
        assertThat(call.record().startedAt()).isEqualTo(start);
        assertThat(call.record().stages().get(0).start()).isZero();
    }

    @Test
    void callThatWaitsForALimitedStageLeavesItsPlaceToThatStage() throws Exception {
        Workers one = Workers.create(1);
        CallScope scope = new CallScope("call-1", Deadline.none(), () -> "none");
        Listeners nobody = new Listeners(List.of());
        StageRunner runner = new StageRunner(
                scope, new Recorder("call-1", time, nobody), nobody, one, time, ThreadLocalRandom::current);
        StageId stage = new StageId(StageKind.GROUNDER, "g");
        CompletableFuture<Optional<String>> result = new CompletableFuture<>();

        one.execute(() ->
                result.complete(runner.run(stage, StageOptions.defaults().within(ofSeconds(1)), context -> "found")));

        assertThat(result.get()).contains("found");
    }

    @Test
    void defaultLimitOfThePipelineAppliesToRun() throws Exception {
        Pipeline pipeline = builder()
                .within(ofSeconds(2))
                .ground((prompt, context) -> hang(Evidence.none()))
                .build();
        CompletableFuture<Throwable> outcome = CompletableFuture.supplyAsync(() -> {
            try {
                pipeline.run("question");
                return new AssertionError("no failure");
            } catch (LlmException e) {
                return e;
            }
        });
        running.await();

        time.advance(ofSeconds(2));

        assertThat(outcome.get()).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void conversationGoesOn() {
        ScriptedModel model = ScriptedModel.answering("answer");
        Pipeline pipeline =
                builder().memory(ConversationMemory.window(10)).model(model).build();

        pipeline.call("first").in("c").run();
        pipeline.call("second").in("c").run();
        pipeline.call("other").in("d").run();

        assertThat(model.request(1).messages()).extracting(Message::text).containsExactly("first", "answer", "second");
        assertThat(model.request(2).messages()).extracting(Message::text).containsExactly("other");
    }
}
