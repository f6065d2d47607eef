package dev.llmops.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.core.Pipeline;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.testing.ScriptedModel;
import dev.llmops.testing.TestCancellation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SubjectTest {
    private static final Dataset QUESTIONS =
            Dataset.of("questions", List.of(Item.of("1", "Which pump?"), Item.of("2", "When?")));

    @Test
    void aPipelineIsAskedFromEndToEnd() {
        try (Pipeline pipeline = Pipeline.builder()
                .ground(twoPassages())
                .model(ScriptedModel.answering("Pump 7."))
                .build()) {
            Run run = Evaluation.of(QUESTIONS).subject("whole", pipeline).run();

            Output output = run.stream().findFirst().orElseThrow().output();
            assertThat(output.text()).isEqualTo("Pump 7.");
            assertThat(output.retrieved()).extracting(Output.Retrieved::id).containsExactly("a", "b");
            assertThat(output.latency()).isPositive();
        }
    }

    @Test
    void searchIsEvaluatedAlone() {
        Run run = Evaluation.of(QUESTIONS).retriever("search", twoPassages()).run();

        Output output = run.stream().findFirst().orElseThrow().output();
        assertThat(output.text()).isEmpty();
        assertThat(output.retrieved())
                .containsExactly(
                        new Output.Retrieved("a", "Pump 7 is due.", 2), new Output.Retrieved("b", "In May.", 1));
    }

    @Test
    void cancellingTheRunCancelsTheCallOfThePipeline() throws InterruptedException {
        TestCancellation cancellation = new TestCancellation();
        CountDownLatch interrupted = new CountDownLatch(1);
        Grounder slow = (prompt, context) -> {
            context.cancellation().onCancel(interrupted::countDown);
            cancellation.cancel();
            return Evidence.none();
        };
        try (Pipeline pipeline = Pipeline.builder()
                .ground(slow)
                .model(ScriptedModel.answering("never"))
                .within(Duration.ofMinutes(1))
                .build()) {
            Run run = Evaluation.of(QUESTIONS)
                    .concurrency(1)
                    .subject("whole", pipeline)
                    .cancelledBy(cancellation)
                    .run();

            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
            assertThat(run.stream()).isEmpty();
            // A run that is cancelled does not wait for what it gave up.
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Grounder twoPassages() {
        return (prompt, context) ->
                Evidence.ofPassages(List.of(passage("a", "Pump 7 is due.", 2), passage("b", "In May.", 1)));
    }

    private static Passage passage(String id, String text, double score) {
        return Passage.builder(new SourceSpan("plan", 0, text.length()), text)
                .id(id)
                .score(score)
                .build();
    }
}
