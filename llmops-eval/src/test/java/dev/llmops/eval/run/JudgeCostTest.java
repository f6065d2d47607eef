package dev.llmops.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.Usage;
import dev.llmops.core.Pipeline;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.UsageMeter;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.json.JsonText;
import dev.llmops.eval.json.MalformedJsonException;
import dev.llmops.eval.json.ScoreJson;
import dev.llmops.eval.judge.GEval;
import dev.llmops.eval.judge.Judge;
import dev.llmops.eval.text.SemanticSimilarity;
import dev.llmops.testing.ScriptedModel;
import dev.llmops.testing.TestCancellation;
import dev.llmops.testing.VirtualTime;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeCostTest {
    private static final Usage ONCE = Usage.of(10, 2);
    /** A cent for each token. */
    private static final Price CENTS = usage -> BigDecimal.valueOf(
            usage.inputTokens().orElse(0) + usage.outputTokens().orElse(0), 2);

    @TempDir
    Path folder;

    @Test
    void aJudgeThatAnswersNonsenseTwiceIsPaidForBoth() {
        Path directory = folder.resolve("run");

        RunDirectory run = judged(3, nonsense()).price(CENTS).runInto(directory);
        RunDirectory again = judged(3, nonsense()).price(CENTS).runInto(directory);

        assertThat(run.stream().map(result -> result.scores().get("clear")))
                .containsOnly(
                        Score.failed("the answer of the judge is not JSON").using(ONCE.plus(ONCE)));
        assertThat(run.summary().spent()).isEqualByComparingTo("0.72");
        assertThat(again.summary()).isEqualTo(run.summary());
    }

    @Test
    void theCapCountsJudgesThatFail() {
        RunDirectory run =
                judged(2_000, nonsense()).costCap(new BigDecimal("1.00"), CENTS).runInto(folder.resolve("run"));

        assertThat(run.state()).isEqualTo(RunState.STOPPED_COST);
        assertThat(run.summary().results()).isBetween(5L, 1_000L);
        assertThat(run.summary().spent())
                .isEqualByComparingTo(BigDecimal.valueOf(24 * run.summary().results(), 2));
    }

    @Test
    void whatWasUsedBeforeTheProviderHadTooMuchToDoCounts() {
        VirtualTime time = new VirtualTime();
        ScriptedModel model = ScriptedModel.script()
                .text("nonsense")
                .usage(ONCE)
                .next()
                .fail(ErrorClass.RATE_LIMITED)
                .next()
                .text("nonsense")
                .usage(ONCE)
                .build();
        Evaluation evaluation = judged(1, model).price(CENTS).time(time);

        CompletableFuture<Run> running = CompletableFuture.supplyAsync(evaluation::run);
        // The alarms of the judge are by another clock.
        time.advanceToNextAlarm();
        Run run = running.orTimeout(10, TimeUnit.SECONDS).join();

        assertThat(model.requests()).hasSize(4);
        assertThat(run.summary().spent()).isEqualByComparingTo("0.36");
    }

    @Test
    void whatWasUsedBeforeTimeRanOutCounts() {
        VirtualTime time = new VirtualTime();
        CountDownLatch asked = new CountDownLatch(1);
        Evaluation evaluation = Evaluation.of(numbers(1))
                .subject("v1", item -> Output.of("x"))
                .metrics(metric((sample, control) -> {
                    UsageMeter.report(control, ONCE);
                    asked.countDown();
                    await(new CountDownLatch(1));
                    return Score.of(1);
                }))
                .within(Duration.ofSeconds(3))
                .price(CENTS)
                .time(time);

        CompletableFuture<Run> running = CompletableFuture.supplyAsync(evaluation::run);
        await(asked);
        time.advanceToNextAlarm();
        Run run = running.orTimeout(10, TimeUnit.SECONDS).join();

        assertThat(run.summary().spent()).isEqualByComparingTo("0.12");
        assertThat(run.stream().findFirst().orElseThrow().scores().get("own"))
                .isInstanceOfSatisfying(
                        Score.Failed.class, failed -> assertThat(failed.usage()).isEqualTo(ONCE));
    }

    @Test
    void whatIsUsedAfterTimeRanOutCountsForTheRun() {
        VirtualTime time = new VirtualTime();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch reported = new CountDownLatch(1);
        Evaluation evaluation = Evaluation.of(numbers(2))
                .subject("v1", item -> Output.of(item.id()))
                .concurrency(1)
                .metrics(metric((sample, control) -> {
                    if (!sample.item().id().equals("0")) {
                        await(reported);
                        return Score.of(1);
                    }
                    asked.countDown();
                    await(new CountDownLatch(1));
                    UsageMeter.report(control, ONCE);
                    reported.countDown();
                    return Score.of(1).because("", ONCE);
                }))
                .within(Duration.ofSeconds(3))
                .price(CENTS)
                .time(time);

        CompletableFuture<Run> running = CompletableFuture.supplyAsync(evaluation::run);
        await(asked);
        time.advanceToNextAlarm();
        Run run = running.orTimeout(10, TimeUnit.SECONDS).join();

        assertThat(run.summary().spent()).isEqualByComparingTo("0.12");
        assertThat(run.stream().findFirst().orElseThrow().scores().get("own")).isInstanceOf(Score.Failed.class);
    }

    @Test
    void whatWasUsedBeforeTheRunWasCancelledCounts() {
        TestCancellation cancellation = new TestCancellation();
        Run run = Evaluation.of(numbers(1))
                .subject("v1", item -> Output.of("x"))
                .metrics(metric((sample, control) -> {
                    UsageMeter.report(control, ONCE);
                    cancellation.cancel();
                    throw new CallCancelledException("judge");
                }))
                .cancelledBy(cancellation)
                .price(CENTS)
                .run();

        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        assertThat(run.summary().spent()).isEqualByComparingTo("0.12");
    }

    @Test
    void embeddingsOfAMetricArePaid() {
        EmbeddingClient embeddings = (request, control) -> new EmbeddingResponse(
                request.texts().stream()
                        .map(text -> new float[] {1, text.length()})
                        .toList(),
                "m",
                ONCE);

        Run run = Evaluation.of(Dataset.of(
                        "numbers",
                        List.of(Item.builder("1", "which?")
                                .references(List.of("y"))
                                .build())))
                .subject("v1", item -> Output.of("x"))
                .metrics(SemanticSimilarity.of(embeddings))
                .price(CENTS)
                .run();

        assertThat(run.summary().spent()).isEqualByComparingTo("0.12");
        assertThat(run.stream().findFirst().orElseThrow().scores().get("semantic-similarity"))
                .isEqualTo(Score.of(1).because("", ONCE));
    }

    @Test
    void anAnswerThatAGuardHeldBackIsPaid() {
        ModelClient model = ScriptedModel.script().text("secret").usage(ONCE).build();
        try (Pipeline pipeline = Pipeline.builder()
                .model(model)
                .postprocess((answer, context) -> {
                    throw new LlmException("held back");
                })
                .build()) {
            Run run = Evaluation.of(numbers(1))
                    .subject("v1", pipeline)
                    .price(CENTS)
                    .run();

            assertThat(run.summary().failures()).isEqualTo(1);
            assertThat(run.summary().spent()).isEqualByComparingTo("0.12");
        }
    }

    @Test
    void aScoreIsNotPaidTwiceIfItTellsWhatTheMeterHeard() {
        Run run = Evaluation.of(numbers(1))
                .subject("v1", item -> Output.of("x"))
                .metrics(metric((sample, control) -> {
                    UsageMeter.report(control, ONCE);
                    return Score.of(1).because("", ONCE);
                }))
                .price(CENTS)
                .run();

        assertThat(run.summary().spent()).isEqualByComparingTo("0.12");
    }

    @Test
    void thatThereIsNothingToMeasureIsPaidOnceAndKept() {
        AtomicInteger judged = new AtomicInteger();
        Evaluation evaluation = Evaluation.of(numbers(1))
                .subject("v1", item -> Output.of("x"))
                .metrics(metric((sample, control) -> {
                    judged.incrementAndGet();
                    return Score.unmeasured("the answer claims nothing").using(ONCE);
                }))
                .cache(folder.resolve("cache"))
                .price(CENTS);

        Run first = evaluation.run();
        Run second = evaluation.run();

        assertThat(judged).hasValue(1);
        assertThat(first.summary().spent()).isEqualByComparingTo("0.12");
        assertThat(second.summary().spent()).isZero();
        assertThat(second.stream().toList()).isEqualTo(first.stream().toList());
    }

    @Test
    void scoresOfBeforeReadAsThoughNothingWasUsed() throws MalformedJsonException {
        assertThat(ScoreJson.read(JsonText.parseObject("{\"failed\":\"no grade\"}")))
                .isEqualTo(Score.failed("no grade"));
        assertThat(ScoreJson.read(JsonText.parseObject("{\"unmeasured\":\"none\"}")))
                .isEqualTo(Score.unmeasured("none"));
    }

    private static ModelClient nonsense() {
        return ScriptedModel.script().text("nonsense").usage(ONCE).build();
    }

    private static Evaluation judged(int items, ModelClient model) {
        Metric clear = GEval.builder("clear", Judge.builder(model).attempts(2).build())
                .criteria("Every sentence is clear.")
                .build();
        return Evaluation.of(numbers(items))
                .subject("v1", item -> Output.of("answer " + item.id()))
                .metrics(clear);
    }

    private static Metric metric(BiFunction<Sample, CallControl, Score> scoring) {
        return new Metric() {
            @Override
            public Signature signature() {
                return Signature.of("own");
            }

            @Override
            public Score score(Sample sample, CallControl control) {
                return scoring.apply(sample, control);
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Dataset numbers(int count) {
        return Dataset.of(
                "numbers",
                IntStream.range(0, count)
                        .mapToObj(i -> Item.of(String.valueOf(i), "Is " + i + " even?"))
                        .toList());
    }
}
