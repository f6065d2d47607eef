package dev.llmops.eval.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.LlmException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.LogLikelihood;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.eval.run.RunDirectoryException;
import dev.llmops.testing.TestCancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkRunTest {
    private static final int QUESTIONS = 300;

    @TempDir
    private Path folder;

    private Benchmark arc;
    private Benchmark sums;

    @BeforeEach
    void writes() throws IOException {
        arc = Benchmark.arc(Files.writeString(
                folder.resolve("arc.jsonl"),
                IntStream.range(0, QUESTIONS)
                        .mapToObj(i -> "{\"question\":\"Which is number " + i
                                + "?\",\"choices\":{\"text\":[\"one\",\"two\",\"three\"],\"label\":[\"A\",\"B\",\"C\"]},"
                                + "\"answerKey\":\"B\"}\n")
                        .collect(Collectors.joining())));
        sums = Benchmark.gsm8k(Files.writeString(
                        folder.resolve("sums.jsonl"),
                        IntStream.range(0, 12)
                                .mapToObj(i -> "{\"question\":\"What is " + i + " and 1?\",\"answer\":\"So #### "
                                        + (i + 1) + "\"}\n")
                                .collect(Collectors.joining())))
                .fewShot(0);
    }

    @Test
    void scoresDoNotDependOnHowManyAreAskedAtOnce() {
        BenchmarkResult one = arc.run(new StubModel());
        BenchmarkResult many = arc.concurrency(7).run(new StubModel());

        assertThat(many.scores()).isEqualTo(one.scores());
        assertThat(many.samples())
                .extracting(BenchmarkSample::logLikelihoods)
                .isEqualTo(one.samples().stream()
                        .map(BenchmarkSample::logLikelihoods)
                        .toList());
        assertThat(sums.concurrency(5)
                        .run(adding(new AtomicInteger()))
                        .score("exact_match,strict-match")
                        .value())
                .isEqualTo(1);
    }

    @Test
    void asksAboutSeveralDocumentsAtOnce() {
        CountDownLatch met = new CountDownLatch(3);
        ModelClient meeting = (request, call) -> {
            met.countDown();
            try {
                return ModelResponse.of(met.await(10, TimeUnit.SECONDS) ? "#### 1" : "alone");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };

        BenchmarkResult result = sums.limit(3).concurrency(3).run(meeting);

        assertThat(result.samples().get(0).answer()).contains("1");
    }

    @Test
    void goesOnWhereItWasInterrupted() {
        Path directory = folder.resolve("run");
        AtomicInteger calls = new AtomicInteger();
        ModelClient failing = (request, call) -> {
            if (calls.get() == 5) {
                throw new LlmException("It is down.");
            }
            return adding(calls).generate(request, call);
        };

        assertThatThrownBy(() -> into(directory, failing)).hasMessage("It is down.");
        BenchmarkResult result = into(directory, adding(calls));
        BenchmarkResult again = into(directory, adding(calls));

        assertThat(calls).hasValue(12);
        assertThat(result.score("exact_match,strict-match").value()).isEqualTo(1);
        assertThat(again.scores()).isEqualTo(result.scores());
    }

    @Test
    void keepsLikelihoodsToTheLastBit() {
        Path directory = folder.resolve("run");
        AtomicInteger calls = new AtomicInteger();
        LogLikelihood counting = (continuations, control) -> {
            calls.incrementAndGet();
            return new StubModel().judge(continuations, control);
        };
        BenchmarkModel model = BenchmarkModel.of("stub", counting);

        BenchmarkResult first = arc.runInto(directory, model, CallControl.detached());
        int asked = calls.get();
        BenchmarkResult second = arc.runInto(directory, model, CallControl.detached());

        assertThat(calls).hasValue(asked);
        assertThat(second.samples())
                .extracting(BenchmarkSample::logLikelihoods)
                .isEqualTo(first.samples().stream()
                        .map(BenchmarkSample::logLikelihoods)
                        .toList());
        assertThat(second.scores())
                .isEqualTo(first.scores())
                .isEqualTo(arc.run(new StubModel()).scores());
    }

    @Test
    void aDirectoryBelongsToOneModelAndToTheSameRequests() {
        Path directory = folder.resolve("run");
        into(directory, adding(new AtomicInteger()));

        assertThatThrownBy(() -> sums.runInto(
                        directory, BenchmarkModel.of("another", adding(new AtomicInteger())), CallControl.detached()))
                .isInstanceOf(RunDirectoryException.class);
        assertThatThrownBy(() -> sums.fewShot(1)
                        .runInto(
                                directory,
                                BenchmarkModel.of("adding", adding(new AtomicInteger())),
                                CallControl.detached()))
                .isInstanceOf(RunDirectoryException.class);
    }

    @Test
    void endsWhenItIsCancelled() {
        TestCancellation cancellation = new TestCancellation();
        AtomicInteger calls = new AtomicInteger();
        ModelClient cancelling = (request, call) -> {
            if (calls.incrementAndGet() == 3) {
                cancellation.cancel();
            }
            return ModelResponse.of("#### 1");
        };

        assertThatThrownBy(() -> sums.run(BenchmarkModel.of("m", cancelling), new Cancelled(cancellation)))
                .isInstanceOf(CallCancelledException.class);
        assertThat(calls).hasValue(3);
    }

    @Test
    void asksAgainWhenTheProviderHadTooMuchToDoAndGivesUpInTheEnd() {
        AtomicInteger refusals = new AtomicInteger(2);
        AtomicInteger calls = new AtomicInteger();
        ModelClient busy = (request, call) -> {
            if (refusals.getAndDecrement() > 0) {
                throw refusal();
            }
            return adding(calls).generate(request, call);
        };
        ModelClient alwaysBusy = (request, call) -> {
            throw refusal();
        };

        assertThat(sums.run(busy).score("exact_match,strict-match").value()).isEqualTo(1);
        assertThat(calls).hasValue(12);
        assertThatThrownBy(() -> sums.limit(1).run(alwaysBusy)).isInstanceOf(ProviderException.class);
    }

    private BenchmarkResult into(Path directory, ModelClient model) {
        return sums.runInto(directory, BenchmarkModel.of("adding", model), CallControl.detached());
    }

    private static ProviderException refusal() {
        return ProviderException.of(ProviderFailure.builder("test", "busy", ErrorClass.RATE_LIMITED)
                .retryAfter(Duration.ofMillis(1))
                .build());
    }

    private static ModelClient adding(AtomicInteger calls) {
        return (request, call) -> {
            calls.incrementAndGet();
            String question = request.question();
            String number = question.substring(question.lastIndexOf("What is ") + 8, question.lastIndexOf(" and 1"));
            return ModelResponse.of("So #### " + (Integer.parseInt(number) + 1));
        };
    }

    private record Cancelled(Cancellation cancellation) implements CallControl {
        @Override
        public String callId() {
            return "test";
        }

        @Override
        public Deadline deadline() {
            return Deadline.none();
        }
    }
}
