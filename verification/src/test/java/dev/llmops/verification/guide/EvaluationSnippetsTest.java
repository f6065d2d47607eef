package dev.llmops.verification.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.core.Pipeline;
import dev.llmops.core.extractive.ExtractiveModelClient;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import dev.llmops.eval.compare.Compare;
import dev.llmops.eval.compare.Comparison;
import dev.llmops.eval.compare.MetricComparison;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.dataset.Traffic;
import dev.llmops.eval.dataset.TrafficRecorder;
import dev.llmops.eval.feedback.Drift;
import dev.llmops.eval.feedback.Feedback;
import dev.llmops.eval.feedback.FeedbackEvent;
import dev.llmops.eval.feedback.FeedbackLog;
import dev.llmops.eval.feedback.Promotion;
import dev.llmops.eval.feedback.Signal;
import dev.llmops.eval.gate.Baseline;
import dev.llmops.eval.gate.Budget;
import dev.llmops.eval.gate.Gate;
import dev.llmops.eval.gate.GateReport;
import dev.llmops.eval.gate.JUnitXml;
import dev.llmops.eval.gate.Markdown;
import dev.llmops.eval.gate.MetricRule;
import dev.llmops.eval.gate.Outcome;
import dev.llmops.eval.judge.GEval;
import dev.llmops.eval.judge.Judge;
import dev.llmops.eval.rag.Rag;
import dev.llmops.eval.report.HtmlReport;
import dev.llmops.eval.retrieval.Ndcg;
import dev.llmops.eval.retrieval.RankingMetrics;
import dev.llmops.eval.retrieval.RetrievalMetric;
import dev.llmops.eval.run.Evaluation;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.RunDirectory;
import dev.llmops.eval.statistics.Multiplicity;
import dev.llmops.eval.text.Bleu;
import dev.llmops.eval.text.BleuScore;
import dev.llmops.eval.text.BleuTokenizer;
import dev.llmops.eval.text.References;
import dev.llmops.eval.text.Rouge;
import dev.llmops.eval.text.Squad;
import dev.llmops.testing.ScriptedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every piece of Java in the page of evaluation, as it stands there. */
final class EvaluationSnippetsTest {
    private static final int ITEMS = 30;

    private final Pipeline pipeline =
            Pipeline.builder().model(ExtractiveModelClient.standard()).build();
    private final List<String> hypotheses = List.of("The pump is due in May.", "Valve four stays open.");
    private final List<String> references = List.of("The pump is due in May.", "Valve four remains open.");

    @TempDir
    private Path folder;

    private Path questions = Path.of("");

    @BeforeEach
    void writesQuestions() throws IOException {
        questions = folder.resolve("questions.jsonl");
        Files.write(
                questions,
                IntStream.range(0, ITEMS).mapToObj(i -> """
                                {"id": "q%d", "input": "When is pump %d due?", "references": ["in May"]}""".formatted(i, i)).toList());
    }

    private RunDirectory ask(String name, String answer) {
        return Evaluation.of(Dataset.jsonl(questions))
                .subject(name, item -> Output.of(answer))
                .metrics(Squad.f1(), Rouge.l())
                .runInto(folder.resolve(name));
    }

    @Test
    void evaluates() {
        // snippet: evaluation
        RunDirectory run = Evaluation.of(Dataset.jsonl(questions))
                .subject("prompt-v2", pipeline)
                .fingerprint("prompt", "v2")
                .metrics(Squad.f1(), Rouge.l(), RetrievalMetric.of(RankingMetrics.recall(5)))
                .runInto(folder.resolve("prompt-v2"));
        run.summary()
                .metrics()
                .forEach(metric -> System.out.printf(
                        Locale.ROOT,
                        "%s %.3f (%d of %d measured)%n",
                        metric.metric().name(),
                        metric.score().orElse(Double.NaN),
                        metric.measured(),
                        run.summary().results()));
        // end

        assertThat(run.summary().results()).isEqualTo(ITEMS);
    }

    @Test
    void scoresTexts() {
        // snippet: bleu
        Bleu bleu = Bleu.builder().tokenizer(BleuTokenizer.V13A).build();
        BleuScore score = bleu.corpus(hypotheses, References.of(references));
        System.out.println(score.score() + " " + score.signature());
        // end

        assertThat(score.score()).isBetween(50.0, 100.0);
    }

    /** What {@code ownMetric} of the page is. */
    // snippet: ownMetric
    record SaysMonth() implements TextMetric {
        @Override
        public Signature signature() {
            return Signature.of("says_month").with("language", "en");
        }

        @Override
        public Score score(String text, List<String> references) {
            return Score.of(text.contains("May") ? 1 : 0);
        }
    }
    // end

    @Test
    void takesMetricsOfOnesOwn() {
        assertThat(new SaysMonth().score("in May", List.of("in May"))).isEqualTo(Score.of(1));
    }

    @Test
    void judges() {
        ModelClient model = ScriptedModel.answering("nonsense");

        // snippet: judges
        Judge judge = Judge.of(model);
        Metric polite = GEval.builder("politeness", judge)
                .criteria("The answer is polite and gives no advice that was not asked for.")
                .range(1, 5)
                .samples(3)
                .build();
        Metric faithful = Rag.faithfulness(judge);
        // end

        assertThat(polite.name()).isEqualTo("politeness");
        assertThat(faithful.signature().toString()).contains("prompt");
    }

    @Test
    void compares() {
        RunDirectory before = ask("before", "in April or in May");
        RunDirectory after = ask("after", "in May");

        // snippet: compare
        Comparison comparison =
                Compare.paired(before, after).correction(Multiplicity.HOLM).run();
        if (comparison instanceof Comparison.Paired paired) {
            for (MetricComparison.Measured metric : paired.measured()) {
                System.out.printf(
                        Locale.ROOT,
                        "%s %+.3f, p %.4f: %s%n",
                        metric.metric(),
                        metric.delta(),
                        metric.adjustedP(),
                        metric.verdict());
            }
        }
        // end

        assertThat(comparison).isInstanceOf(Comparison.Paired.class);
        assertThat(((Comparison.Paired) comparison).measured().get(0).delta()).isCloseTo(0.333, within(0.34));
    }

    @Test
    void gates() throws IOException {
        RunDirectory released = ask("released", "in May");
        Path file = folder.resolve("handbook.baseline");
        Baseline.of(released).write(file);
        RunDirectory run = ask("candidate", "in April");

        // snippet: gate
        Gate gate = Gate.builder()
                .rule(MetricRule.of("squad-f1").minimum(0.7).nonInferior(0.02).coverage(1))
                .rule(MetricRule.of("rougeL").notWorse())
                .budget(Budget.latency(0.95, Duration.ofSeconds(3)))
                .build();
        GateReport report = gate.check(run, Baseline.read(file));
        Files.writeString(folder.resolve("gate.md"), Markdown.of(report));
        Files.writeString(folder.resolve("gate.xml"), JUnitXml.of(report, "handbook"));
        // end

        assertThat(report.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void reports() {
        RunDirectory before = ask("before", "in April or in May");
        RunDirectory after = ask("after", "in May");

        // snippet: report
        HtmlReport.of(before, after).title("Handbook").write(folder.resolve("handbook.html"));
        // end

        assertThat(folder.resolve("handbook.html")).exists();
    }

    @Test
    void readsResults() {
        ask("stored", "in May");

        // snippet: results
        RunDirectory stored = RunDirectory.open(folder.resolve("stored"));
        try (Stream<Result> results = stored.stream()) {
            results.filter(result -> result.output().failure().isPresent())
                    .forEach(result -> System.out.println(result.item().id()));
        }
        // end

        assertThat(stored.summary().failures()).isZero();
    }

    @Test
    void ranks() {
        // snippet: retrieval
        Metric ndcg = RetrievalMetric.of(Ndcg.standard().at(10));
        // end

        assertThat(ndcg.name()).isEqualTo("ndcg_cut_10");
        assertThat(Item.of("q", "?").relevant()).isEmpty();
    }

    @Test
    void learnsFromUsers() {
        ModelClient model = ScriptedModel.answering("In June.");
        Path traffic = folder.resolve("traffic.jsonl");
        Path opinions = folder.resolve("feedback.jsonl");

        // snippet: feedback
        try (TrafficRecorder recorder = TrafficRecorder.to(
                        traffic, prompt -> "yes".equals(prompt.metadata().get("consent")));
                FeedbackLog log = FeedbackLog.open(opinions);
                Pipeline recorded = Pipeline.builder()
                        .preprocess(recorder)
                        .model(model)
                        .postprocess(recorder)
                        .listen(recorder)
                        .build()) {
            Answer answer = recorded.run(Prompt.builder("When is pump 4 due?")
                    .metadata("consent", "yes")
                    .build());
            log.add(FeedbackEvent.of(answer.record().callId(), Instant.now(), new Signal.Thumb(false)));
        }

        List<FeedbackEvent> events = FeedbackLog.read(opinions);
        Feedback feedback = Feedback.of(events);
        Drift drift = Drift.of(events, Duration.ofDays(7));
        Dataset disliked = Promotion.of("disliked", Traffic.of(traffic), feedback);
        // end

        assertThat(drift.windows()).hasSize(1);
        try (Stream<Item> items = disliked.stream()) {
            assertThat(items).extracting(Item::input).containsExactly("When is pump 4 due?");
        }
    }
}
