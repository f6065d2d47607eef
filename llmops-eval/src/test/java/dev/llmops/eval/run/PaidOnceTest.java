package dev.llmops.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.testing.TestCancellation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaidOnceTest {
    /** What an answer costs, and what a judgement costs. */
    private static final BigDecimal ONE = new BigDecimal("1.00");

    private final AtomicInteger asked = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    void anAnswerInTheCacheWithoutAResultIsPaidOnce() {
        Path directory = folder.resolve("run");

        RunDirectory cut = cutWhileJudging().cache(folder.resolve("cache")).runInto(directory);
        RunDirectory rest =
                paid(sample -> judgement()).cache(folder.resolve("cache")).runInto(directory);

        assertThat(cut.state()).isEqualTo(RunState.CANCELLED);
        assertThat(cut.summary().results()).isZero();
        assertThat(cut.summary().spent()).isEqualByComparingTo("1");
        assertThat(asked).hasValue(4);
        assertThat(rest.summary().spent()).isEqualByComparingTo("8");
    }

    @Test
    void anAnswerThatIsLostAndAskedAgainIsPaidTwice() {
        Path directory = folder.resolve("run");

        cutWhileJudging().runInto(directory);
        RunDirectory rest = paid(sample -> judgement()).runInto(directory);

        assertThat(asked).hasValue(5);
        assertThat(rest.summary().spent()).isEqualByComparingTo("9");
    }

    @Test
    void theCapKnowsWhatAnAnswerWithoutAResultCost() {
        Path directory = folder.resolve("run");

        cutWhileJudging().runInto(directory);
        RunDirectory rest =
                paid(sample -> judgement()).costCap(ONE, usage -> ONE).runInto(directory);

        assertThat(rest.state()).isEqualTo(RunState.STOPPED_COST);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aFailureThatIsAskedAgainWasPaid() {
        Path directory = folder.resolve("run");
        AtomicInteger outage = new AtomicInteger(1);
        Evaluation evaluation =
                paid(sample -> outage.get() > 0 ? Score.failed("no grade").using(Usage.of(1, 1)) : judgement());

        RunDirectory first = evaluation.runInto(directory);
        outage.set(0);
        RunDirectory second = evaluation.retryFailures().runInto(directory);
        RunDirectory third = evaluation.runInto(directory);

        assertThat(first.summary().spent()).isEqualByComparingTo("8");
        assertThat(second.summary().spent()).isEqualByComparingTo("16");
        assertThat(third.summary()).isEqualTo(second.summary());
    }

    @Test
    void anAmountThatIsCutOffDoesNotCount() throws IOException {
        Path directory = folder.resolve("run");
        cutWhileJudging().runInto(directory);
        Path log = directory.resolve("spent.log");
        Files.writeString(log, "700", StandardOpenOption.APPEND);

        RunDirectory rest = paid(sample -> judgement()).runInto(directory);

        assertThat(rest.summary().spent()).isEqualByComparingTo("9");
    }

    @Test
    void rowsTellWhatWasPaidWhereNoLogDoes() throws IOException {
        Path directory = folder.resolve("run");
        paid(sample -> Score.failed("no grade").using(Usage.of(1, 1))).runInto(directory);
        Files.delete(directory.resolve("spent.log"));

        assertThat(RunDirectory.open(directory).summary(List.of()).spent()).isEqualByComparingTo("8");
        RunDirectory retried = paid(sample -> judgement()).retryFailures().runInto(directory);
        assertThat(retried.summary().spent()).isEqualByComparingTo("16");
    }

    @Test
    void aDamagedLogIsAnErrorThatSaysWhatToDo() throws IOException {
        Path directory = folder.resolve("run");
        paid(sample -> judgement()).runInto(directory);
        Files.writeString(directory.resolve("spent.log"), "1\nmuch\n");

        assertThatThrownBy(() -> paid(sample -> judgement()).runInto(directory))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("spent.log is damaged. Delete it");
    }

    @Test
    void aRunThatPaysNothingHasNoLog() {
        Path directory = folder.resolve("run");

        Evaluation.of(numbers()).subject("free", item -> Output.of("x")).runInto(directory);

        assertThat(directory.resolve("spent.log")).doesNotExist();
    }

    /** Asks one item, and is cancelled before its scores are there. */
    private Evaluation cutWhileJudging() {
        TestCancellation cancellation = new TestCancellation();
        AtomicInteger begun = new AtomicInteger();
        return paid(sample -> {
                    cancellation.cancel();
                    throw new IllegalStateException("given up");
                })
                .concurrency(1)
                .subject("v1", item -> {
                    if (begun.incrementAndGet() > 1) {
                        // Judging the first answer ends the run.
                        awaitInterrupt();
                    }
                    asked.incrementAndGet();
                    return Output.builder("x").cost(ONE).build();
                })
                .cancelledBy(cancellation);
    }

    private Evaluation paid(Function<Sample, Score> judging) {
        return Evaluation.of(numbers())
                .subject("v1", item -> {
                    asked.incrementAndGet();
                    return Output.builder("x").cost(ONE).build();
                })
                .metrics(new Judging(judging))
                .price(usage -> ONE);
    }

    private static Score judgement() {
        return Score.of(1).because("since", Usage.of(1, 1));
    }

    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("given up");
        }
    }

    private static Dataset numbers() {
        return Dataset.of(
                "numbers",
                IntStream.range(0, 4)
                        .mapToObj(i -> Item.of(String.valueOf(i), "q"))
                        .toList());
    }

    private record Judging(Function<Sample, Score> judging) implements Metric {
        @Override
        public Signature signature() {
            return Signature.of("judging");
        }

        @Override
        public Score score(Sample sample, CallControl control) {
            return judging.apply(sample);
        }
    }
}
