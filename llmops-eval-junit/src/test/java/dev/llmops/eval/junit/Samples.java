package dev.llmops.eval.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.gate.Gate;
import dev.llmops.eval.gate.MetricRule;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Classes that tests run by hand; they are nested so that no build runs them. */
final class Samples {
    static final String BASELINE = "target/gate-samples/sums.baseline";

    /** How the subject of every sample answers. */
    static volatile Function<Item, Output> subject = Samples::right;

    private Samples() {}

    static Output right(Item item) {
        return Output.of(item.references().get(0));
    }

    static Output wrong(Item item) {
        return Output.of("-1");
    }

    static Dataset sums() {
        List<Item> items = IntStream.range(0, 40)
                .mapToObj(i -> Item.builder("sum-" + i, i + " + 1")
                        .references(List.of(Integer.toString(i + 1)))
                        .fields(Map.of("parity", i % 2 == 0 ? "even" : "odd"))
                        .build())
                .toList();
        return Dataset.of("sums", items);
    }

    /** 1 for the reference, else 0. */
    static final class Same implements TextMetric {
        @Override
        public Signature signature() {
            return Signature.of("same");
        }

        @Override
        public Score score(String text, List<String> references) {
            return Score.of(references.contains(text) ? 1 : 0);
        }
    }

    /** Has no gate of its own. */
    static class Adding {
        @EvaluationTest(source = "sums")
        void adds(Item item, Trial trial) {
            assertThat(trial.item()).isSameAs(item);
            trial.ask(subject);
            trial.score(new Same());
        }

        static Dataset sums() {
            return Samples.sums();
        }
    }

    @EvaluationGate(baseline = BASELINE)
    @GateRule(metric = "same", nonInferior = 0.05, minimum = 0.5, each = "parity")
    static class Compared extends Adding {}

    @EvaluationGate(gate = "rules", subject = "adder")
    static class Alone {
        @EvaluationTest(source = "sums", repeats = 2, limit = 10)
        void adds(Trial trial) {
            trial.ask(subject);
            trial.score(List.of(new Same()));
        }

        static Dataset sums() {
            return Samples.sums();
        }

        static Gate rules() {
            return Gate.builder()
                    .rule(MetricRule.of("same").minimum(0.9).coverage(0.9))
                    .build();
        }
    }

    @EvaluationGate(quarantine = "sum-3")
    @GateRule(metric = "same", everyItem = 1)
    @GateBudget(totalCost = 0.40, p95Millis = 60_000)
    static class Strict extends Adding {
        @Nested
        class Inner {
            @Test
            void hasNoGate() {
                assertThat(this).isNotNull();
            }
        }
    }

    static class Ungated {
        @EvaluationTest("src/test/resources/sums.csv")
        void adds(Item item, Trial trial) {
            assertThat(trial.ask(subject).text()).isEqualTo(item.references().get(0));
        }
    }

    @EvaluationGate
    @GateRule(metric = "same")
    static class Throwing {
        @EvaluationTest(source = "sums")
        void adds(Item item, Trial trial) {
            trial.answer(right(item));
            trial.score(new Same());
            assertThat(item.id()).as("an assertion of the test itself").isNotEqualTo("sum-7");
        }

        static Dataset sums() {
            return Samples.sums();
        }
    }

    @EvaluationGate
    @GateRule(metric = "same")
    static class Silent {
        @EvaluationTest(source = "sums", limit = 3)
        void saysNothing(Trial trial) {
            assertThat(trial.repeat()).isZero();
        }

        static Dataset sums() {
            return Samples.sums();
        }
    }

    @EvaluationGate
    @GateRule(metric = "same")
    static class Twice extends Adding {
        @EvaluationTest(source = "sums")
        void addsAgain(Trial trial) {
            trial.ask(subject);
        }
    }

    @EvaluationGate
    static class WithoutRules extends Plain {}

    @EvaluationGate
    @GateRule(metric = "same")
    static class WithoutSource extends Plain {
        @EvaluationTest(source = "nowhere")
        void adds(Trial trial) {
            trial.ask(subject);
        }
    }

    static class Plain {
        @Test
        void passes() {
            assertThat(subject).isNotNull();
        }
    }
}
