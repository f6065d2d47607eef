package dev.llmops.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.Registration;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.PipelineEvent;
import dev.llmops.api.pipeline.PipelineListener;
import dev.llmops.api.pipeline.StageId;
import dev.llmops.api.pipeline.StageKind;
import dev.llmops.testing.ScriptedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PipelineListenerTest {
    private final List<PipelineEvent> events = Collections.synchronizedList(new ArrayList<>());

    @Test
    void hearsEveryStartAndEndInOrder() {
        Pipeline pipeline = Pipeline.builder()
                .ground((prompt, context) -> Evidence.none(), StageOptions.of("g"))
                .model(ScriptedModel.answering("x"), StageOptions.of("m"))
                .listen(events::add)
                .build();

        Answer answer = pipeline.run("question");
        pipeline.close();

        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "CallStarted",
                        "StageStarted",
                        "StageEnded",
                        "StageStarted",
                        "StageEnded",
                        "StageStarted",
                        "FirstToken",
                        "StageEnded",
                        "Attempted",
                        "CallEnded");
        assertThat(events)
                .extracting(PipelineEvent::callId)
                .containsOnly(answer.record().callId());
    }

    @Test
    void hearsTheFailure() {
        Pipeline pipeline = Pipeline.builder()
                .ground((prompt, context) -> {
                    throw new IllegalStateException("broken");
                })
                .model(ScriptedModel.answering("x"))
                .listen(events::add)
                .build();

        try {
            pipeline.run("question");
        } catch (dev.llmops.api.LlmException e) {
            // what the listener hears is looked at below
        }
        pipeline.close();

        assertThat(events.get(events.size() - 1))
                .isInstanceOfSatisfying(
                        PipelineEvent.CallEnded.class,
                        ended -> assertThat(ended.failure()).isPresent());
    }

    @Test
    void cannotBreakACall() {
        PipelineListener broken = new PipelineListener() {
            @Override
            public void on(PipelineEvent event) {
                throw new IllegalStateException("broken");
            }

            @Override
            public Registration enter(String callId, StageId stage) {
                throw new IllegalStateException("broken");
            }
        };
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.answering("x"))
                .listen(broken)
                .listen(events::add)
                .build();

        assertThat(pipeline.run("question").text()).isEqualTo("x");
        pipeline.close();

        assertThat(events).isNotEmpty();
    }

    @Test
    void cannotDelayACall() {
        CountDownLatch release = new CountDownLatch(1);
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.answering("x"))
                .listen(event -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .build();

        for (int i = 0; i < 5_000; i++) {
            pipeline.run("question");
        }

        assertThat(pipeline.describe()).contains("events were dropped because listeners could not keep up");
        release.countDown();
    }

    @Test
    void opensAScopeAroundEveryStageOnItsThread() {
        List<String> scopes = new ArrayList<>();
        PipelineListener tracing = new PipelineListener() {
            @Override
            public void on(PipelineEvent event) {}

            @Override
            public Registration enter(String callId, StageId stage) {
                scopes.add("open " + stage);
                return () -> scopes.add("close " + stage);
            }
        };
        Pipeline pipeline = Pipeline.builder()
                .preprocess(
                        (prompt, context) -> {
                            scopes.add("working");
                            return prompt;
                        },
                        StageOptions.of("p"))
                .model(ScriptedModel.answering("x"))
                .listen(tracing)
                .build();

        pipeline.run("question");

        assertThat(scopes).startsWith("open preprocessor p", "working", "close preprocessor p");
    }

    @Test
    void opensTheScopeOfAStageWithALimitOnTheThreadThatDoesTheWork() {
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        PipelineListener tracing = new PipelineListener() {
            @Override
            public void on(PipelineEvent event) {}

            @Override
            public Registration enter(String callId, StageId stage) {
                if (stage.kind() != StageKind.PREPROCESSOR) {
                    return () -> {};
                }
                threads.add(Thread.currentThread());
                return () -> threads.add(Thread.currentThread());
            }
        };
        Pipeline pipeline = Pipeline.builder()
                .preprocess(
                        (prompt, context) -> {
                            threads.add(Thread.currentThread());
                            return prompt;
                        },
                        StageOptions.defaults().within(Duration.ofMinutes(1)))
                .model(ScriptedModel.answering("x"))
                .listen(tracing)
                .build();

        pipeline.run("question");

        assertThat(threads).hasSize(3).containsOnly(threads.get(1)).doesNotContain(Thread.currentThread());
    }

    @Test
    void hearsOfTheEndBeforeAnybodyHasTheAnswer() {
        CountDownLatch attached = new CountDownLatch(1);
        Pipeline pipeline = Pipeline.builder()
                .preprocess((prompt, context) -> {
                    try {
                        attached.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return prompt;
                })
                .model(ScriptedModel.answering("x"))
                .listen(events::add)
                .build();
        CompletableFuture<Void> closed = pipeline.call("question").start().thenAccept(answer -> pipeline.close());

        attached.countDown();
        closed.join();

        assertThat(events.get(events.size() - 1)).isInstanceOf(PipelineEvent.CallEnded.class);
    }

    @Test
    void hearsNothingOfACallThatNeverStarts() {
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.answering("x"))
                .listen(events::add)
                .build();

        pipeline.call("question").cancel();
        pipeline.close();

        assertThat(events).isEmpty();
    }
}
