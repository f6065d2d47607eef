package dev.llmops.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.testing.TestCancellation;
import dev.llmops.testing.VirtualTime;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    @TempDir
    Path folder;

    @Test
    void asksEveryItemAndKeepsTheOrder() {
        Run run = Evaluation.of(numbers(1_000))
                .subject("double", EvaluationTest::twice)
                .metrics(right())
                .repeat(2)
                .run();

        assertThat(run.state()).isEqualTo(RunState.FINISHED);
        assertThat(run.stream().map(result -> result.item().id() + "/" + result.repeat()))
                .containsExactlyElementsOf(IntStream.range(0, 2_000)
                        .mapToObj(i -> i / 2 + "/" + i % 2)
                        .toList());
        MetricSummary right = run.summary().metric("right").orElseThrow();
        assertThat(right.score()).hasValue(1);
        assertThat(right.measured()).isEqualTo(2_000);
    }

    @Test
    void failuresOfTheSubjectAreOutcomesAndNeverScores() {
        Run run = Evaluation.of(numbers(10))
                .subject("shaky", item -> {
                    if (item.id().equals("3")) {
                        throw new IllegalStateException("quotes " + item.input());
                    }
                    return twice(item);
                })
                .metrics(right())
                .run();

        Result failed = run.stream()
                .filter(each -> each.item().id().equals("3"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.output().failure()).hasValue("IllegalStateException");
        assertThat(failed.scores()).containsEntry("right", Score.unmeasured("the subject failed"));
        assertThat(run.summary().failures()).isEqualTo(1);
        MetricSummary right = run.summary().metric("right").orElseThrow();
        assertThat(right.score()).hasValue(1);
        assertThat(right.measured()).isEqualTo(9);
        assertThat(right.coverage()).isEqualTo(0.9);
        assertThat(right.reasons()).isEqualTo(Map.of("the subject failed", 1L));
    }

    @Test
    void failuresOfAMetricAreFailedScoresAndSpareTheOthers() {
        Metric broken = metric("broken", sample -> {
            throw new ArithmeticException("secret");
        });

        Run run = Evaluation.of(numbers(3))
                .subject("double", EvaluationTest::twice)
                .metrics(broken, right())
                .run();

        assertThat(run.stream().map(result -> result.scores().get("broken")))
                .containsOnly(Score.failed("ArithmeticException"));
        assertThat(run.summary().metric("broken").orElseThrow().score()).isEmpty();
        assertThat(run.summary().metric("right").orElseThrow().measured()).isEqualTo(3);
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void nothingAtAllIsAFailureToo() {
        Run run = Evaluation.of(numbers(1))
                .subject("empty", item -> (Output) null)
                .metrics(right())
                .run();
        Run scored = Evaluation.of(numbers(1))
                .subject("double", EvaluationTest::twice)
                .metrics(metric("empty", sample -> null))
                .run();

        assertThat(run.summary().failures()).isEqualTo(1);
        assertThat(scored.summary().metric("empty").orElseThrow().failed()).isEqualTo(1);
    }

    @Test
    void statisticsOfAnotherLengthAreAFailure() {
        Run run = Evaluation.of(numbers(3))
                .subject("double", EvaluationTest::twice)
                .metrics(metric(
                        "odd", sample -> sample.item().id().equals("1") ? Score.of(1, new double[3]) : Score.of(1)))
                .run();

        MetricSummary odd = run.summary().metric("odd").orElseThrow();
        assertThat(odd.measured()).isEqualTo(2);
        assertThat(odd.failed()).isEqualTo(1);
        assertThat(odd.score()).hasValue(1);
    }

    @Test
    void badInputCostsNothing() {
        AtomicInteger asked = new AtomicInteger();
        Dataset twice = Dataset.of("twice", List.of(Item.of("a", "1"), Item.of("a", "2")));
        Evaluation evaluation = Evaluation.of(twice).subject("v1", item -> {
            asked.incrementAndGet();
            return Output.of("");
        });

        assertThatThrownBy(evaluation::run).hasMessageContaining("same id");
        assertThat(asked).hasValue(0);
    }

    @Test
    void needsASubjectAndNamesOfItsOwnForMetrics() {
        assertThatThrownBy(() -> Evaluation.of(numbers(1)).run()).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> Evaluation.of(numbers(1))
                        .subject("double", EvaluationTest::twice)
                        .metrics(right(), right())
                        .run())
                .hasMessageContaining("name of its own");
    }

    @Test
    void anItemThatIsRefusedIsAskedAgainWhenTheTimeHasCome() {
        VirtualTime time = new VirtualTime();
        AtomicInteger calls = new AtomicInteger();
        Evaluation evaluation = Evaluation.of(numbers(1)).time(time).subject("busy", item -> {
            if (calls.incrementAndGet() <= 2) {
                throw refusal(Duration.ofSeconds(40));
            }
            return twice(item);
        });

        CompletableFuture<Run> running = CompletableFuture.supplyAsync(evaluation::run);
        Duration first = time.advanceToNextAlarm();
        Duration second = time.advanceToNextAlarm();

        assertThat(running.orTimeout(10, TimeUnit.SECONDS).join().summary().failures())
                .isZero();
        assertThat(calls).hasValue(3);
        assertThat(List.of(first, second)).containsOnly(Duration.ofSeconds(40));
    }

    @Test
    void refusalsWithoutEndAreAFailureAfterTenTriesWithGrowingWaits() {
        VirtualTime time = new VirtualTime();
        AtomicInteger calls = new AtomicInteger();
        Evaluation evaluation = Evaluation.of(numbers(1)).time(time).subject("busy", item -> {
            calls.incrementAndGet();
            throw refusal(null);
        });

        CompletableFuture<Run> running = CompletableFuture.supplyAsync(evaluation::run);
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            waits.add(time.advanceToNextAlarm().toSeconds());
        }
        Run run = running.orTimeout(10, TimeUnit.SECONDS).join();

        assertThat(calls).hasValue(10);
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
        assertThat(run.stream().findFirst().orElseThrow().output().failure().orElseThrow())
                .startsWith("RateLimitedException: ");
    }

    @Test
    void aMetricThatIsRefusedIsAskedAgain() {
        VirtualTime time = new VirtualTime();
        AtomicInteger calls = new AtomicInteger();
        Metric judge = metric("judge", sample -> {
            if (calls.incrementAndGet() == 1) {
                throw refusal(Duration.ofSeconds(5));
            }
            return Score.of(0.5);
        });
        Evaluation evaluation = Evaluation.of(numbers(1))
                .time(time)
                .subject("double", EvaluationTest::twice)
                .metrics(right(), judge);

        CompletableFuture<Run> running = CompletableFuture.supplyAsync(evaluation::run);
        time.advanceToNextAlarm();

        Run run = running.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(run.summary().metric("judge").orElseThrow().score()).hasValue(0.5);
        assertThat(run.summary().metric("right").orElseThrow().measured()).isEqualTo(1);
    }

    @Test
    void aSubjectThatTakesNoNoticeOfItsDeadlineIsLeftBehind() {
        VirtualTime time = new VirtualTime();
        CountDownLatch never = new CountDownLatch(1);
        Evaluation evaluation = Evaluation.of(numbers(2))
                .time(time)
                .within(Duration.ofSeconds(3))
                .concurrency(1)
                .subject("deaf", item -> {
                    if (item.id().equals("0")) {
                        awaitDeaf(never);
                    }
                    return twice(item);
                })
                .metrics(right());

        CompletableFuture<Run> running = CompletableFuture.supplyAsync(evaluation::run);
        time.advanceToNextAlarm();
        Run run = running.orTimeout(10, TimeUnit.SECONDS).join();
        never.countDown();

        assertThat(run.stream().map(each -> each.output().failure().isPresent()))
                .containsExactly(true, false);
        assertThat(run.stream().findFirst().orElseThrow().output().failure().orElseThrow())
                .startsWith("DeadlineExceededException");
    }

    @Test
    void aMetricThatHangsIsAFailedScore() {
        VirtualTime time = new VirtualTime();
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Metric hanging = metric("hanging", sample -> {
            begun.countDown();
            awaitDeaf(never);
            return Score.of(1);
        });
        Evaluation evaluation = Evaluation.of(numbers(1))
                .time(time)
                .within(Duration.ofSeconds(3))
                .subject("double", EvaluationTest::twice)
                .metrics(hanging, right());

        CompletableFuture<Run> running = CompletableFuture.supplyAsync(evaluation::run);
        awaitDeaf(begun);
        time.advanceToNextAlarm();
        Run run = running.orTimeout(10, TimeUnit.SECONDS).join();
        never.countDown();

        assertThat(run.summary().metric("hanging").orElseThrow().failed()).isEqualTo(1);
        assertThat(run.summary().metric("right").orElseThrow().measured()).isEqualTo(1);
    }

    @Test
    void stopsWhenItHasCostEnoughAndGoesOnWithMore() {
        Function<Item, Output> subject =
                item -> Output.builder("x").usage(Usage.of(10, 1)).build();
        Price price = usage -> BigDecimal.valueOf(usage.inputTokens().orElse(0)).movePointLeft(2);
        Path directory = folder.resolve("run");

        RunDirectory first = Evaluation.of(numbers(100))
                .subject("paid", subject)
                .concurrency(2)
                .costCap(new BigDecimal("1.00"), price)
                .runInto(directory);
        RunDirectory same = Evaluation.of(numbers(100))
                .subject("paid", subject)
                .costCap(new BigDecimal("1.00"), price)
                .runInto(directory);
        RunDirectory rest = Evaluation.of(numbers(100))
                .subject("paid", subject)
                .costCap(new BigDecimal("100"), price)
                .runInto(directory);

        assertThat(first.state()).isEqualTo(RunState.STOPPED_COST);
        assertThat(first.state()).hasToString("stopped: cost");
        assertThat(first.summary().results()).isBetween(10L, 11L);
        assertThat(same.summary().results()).isEqualTo(first.summary().results());
        assertThat(rest.state()).isEqualTo(RunState.FINISHED);
        assertThat(rest.summary().results()).isEqualTo(100);
        assertThat(rest.summary().spent()).isEqualByComparingTo("10.00");
    }

    @Test
    void usageWithoutAPriceIsCounted() {
        Run run = Evaluation.of(numbers(2))
                .subject(
                        "paid",
                        item -> Output.builder("x").usage(Usage.of(10, 1)).build())
                .run();

        assertThat(run.summary().unpriced()).isEqualTo(2);
        assertThat(run.summary().spent()).isZero();
    }

    @Test
    void cancellingGivesUpWhatIsUnderWayAndRunningAgainGoesOn() {
        TestCancellation cancellation = new TestCancellation();
        Path directory = folder.resolve("run");
        Map<String, Integer> asked = new ConcurrentHashMap<>();

        RunDirectory cancelled = Evaluation.of(numbers(50))
                .concurrency(1)
                .cancelledBy(cancellation)
                .subject("v1", item -> {
                    asked.merge(item.id(), 1, Integer::sum);
                    if (item.id().equals("20")) {
                        cancellation.cancel();
                    }
                    return twice(item);
                })
                .metrics(right())
                .runInto(directory);
        RunDirectory rest = Evaluation.of(numbers(50))
                .subject("v1", EvaluationTest::twice)
                .metrics(right())
                .runInto(directory);

        assertThat(cancelled.state()).isEqualTo(RunState.CANCELLED);
        assertThat(cancelled.summary().results()).isLessThanOrEqualTo(20);
        assertThat(asked).doesNotContainKey("21");
        assertThat(rest.state()).isEqualTo(RunState.FINISHED);
        assertThat(rest.stream().map(each -> each.item().id())).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void anInterruptOfTheCallerCancels() {
        Thread caller = Thread.currentThread();
        CountDownLatch never = new CountDownLatch(1);

        RunDirectory run = Evaluation.of(numbers(1_000))
                .subject("v1", item -> {
                    caller.interrupt();
                    awaitDeaf(never);
                    return twice(item);
                })
                .runInto(folder.resolve("run"));
        never.countDown();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        assertThat(RunDirectory.open(folder.resolve("run")).stream()).isEmpty();
    }

    @Test
    void failuresAreAskedAgainIfSoTold() {
        Path directory = folder.resolve("run");
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger outage = new AtomicInteger(1);
        Evaluation evaluation = Evaluation.of(numbers(20))
                .subject("shaky", item -> {
                    asked.incrementAndGet();
                    if (outage.get() > 0 && Integer.parseInt(item.id()) < 5) {
                        throw new IllegalStateException();
                    }
                    return twice(item);
                })
                .metrics(right(), metric("judge", sample -> {
                    if (outage.get() > 0 && sample.item().id().equals("7")) {
                        throw new IllegalStateException();
                    }
                    return Score.of(1);
                }));

        RunDirectory first = evaluation.runInto(directory);
        RunDirectory kept = evaluation.runInto(directory);
        outage.set(0);
        RunDirectory retried = evaluation.retryFailures().runInto(directory);

        assertThat(first.summary().failures()).isEqualTo(5);
        assertThat(kept.summary()).isEqualTo(first.summary());
        assertThat(asked).hasValue(20 + 6);
        assertThat(retried.summary().failures()).isZero();
        assertThat(retried.stream().map(each -> each.item().id()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(String::valueOf).toList());
        assertThat(retried.summary().metric("judge").orElseThrow().measured()).isEqualTo(20);
    }

    @Test
    void asksNothingThatIsInTheCache() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger judged = new AtomicInteger();
        Metric judge = metric("judge", sample -> {
            judged.incrementAndGet();
            return Score.of(0.25).because("since", Usage.of(5, 5));
        });
        Function<String, Run> run = version -> Evaluation.of(numbers(20))
                .subject("cached", item -> {
                    asked.incrementAndGet();
                    return Output.builder("answer " + item.id())
                            .cost(BigDecimal.ONE)
                            .build();
                })
                .fingerprint("prompt", version)
                .metrics(judge)
                .cache(folder.resolve("cache"))
                .run();

        Run first = run.apply("1");
        Run second = run.apply("1");

        assertThat(asked).hasValue(20);
        assertThat(judged).hasValue(20);
        assertThat(second.stream().map(Result::scores))
                .containsExactlyElementsOf(first.stream().map(Result::scores).toList());
        assertThat(first.summary().spent()).isEqualByComparingTo("20");
        assertThat(second.summary().spent()).isZero();
        Run other = run.apply("2");
        assertThat(other.state()).isEqualTo(RunState.FINISHED);
        assertThat(asked).hasValue(40);
        assertThat(judged).hasValue(20);
    }

    @Test
    void tellsWhoWatchesAndDoesWithoutWhoThrows() {
        List<Progress> seen = new ArrayList<>();
        Evaluation.of(numbers(5))
                .subject("double", EvaluationTest::twice)
                .progress(seen::add)
                .run();
        Run run = Evaluation.of(numbers(5))
                .subject("double", EvaluationTest::twice)
                .progress(progress -> {
                    throw new IllegalStateException();
                })
                .run();

        assertThat(seen).extracting(Progress::done).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(seen).extracting(Progress::wanted).containsOnly(5L);
        assertThat(run.state()).isEqualTo(RunState.FINISHED);
    }

    private static void awaitDeaf(CountDownLatch latch) {
        boolean over = false;
        while (!over) {
            try {
                latch.await();
                over = true;
            } catch (InterruptedException e) {
                // Takes no notice, on purpose.
                over = false;
            }
        }
    }

    private static ProviderException refusal(@org.jspecify.annotations.Nullable Duration retryAfter) {
        ProviderFailure.Builder failure = ProviderFailure.builder("test", "model", ErrorClass.RATE_LIMITED);
        return ProviderException.of((retryAfter == null ? failure : failure.retryAfter(retryAfter)).build());
    }

    private static Output twice(Item item) {
        return Output.of(String.valueOf(2 * Integer.parseInt(item.id())));
    }

    private static Metric right() {
        return metric(
                "right",
                sample -> Score.of(
                        sample.item().references().contains(sample.output().text()) ? 1 : 0));
    }

    private static Metric metric(String name, Function<Sample, Score> scoring) {
        return new Metric() {
            @Override
            public Signature signature() {
                return Signature.of(name);
            }

            @Override
            public Score score(Sample sample, CallControl control) {
                return scoring.apply(sample);
            }
        };
    }

    private static Dataset numbers(int count) {
        return Dataset.of(
                "numbers",
                IntStream.range(0, count)
                        .mapToObj(i -> Item.of(String.valueOf(i), "Twice " + i + "?", String.valueOf(2 * i)))
                        .toList());
    }
}
