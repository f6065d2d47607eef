package dev.llmops.samples.evaluation;

import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.core.Pipeline;
import dev.llmops.core.StageOptions;
import dev.llmops.core.citation.Citations;
import dev.llmops.core.entity.EntityFinder;
import dev.llmops.core.extractive.ExtractiveModelClient;
import dev.llmops.core.safety.PiiGuard;
import dev.llmops.core.text.TextCleaner;
import dev.llmops.core.text.Typography;
import dev.llmops.eval.Metric;
import dev.llmops.eval.compare.Compare;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.report.HtmlReport;
import dev.llmops.eval.retrieval.RankingMetrics;
import dev.llmops.eval.retrieval.RetrievalMetric;
import dev.llmops.eval.run.Evaluation;
import dev.llmops.eval.run.Run;
import dev.llmops.eval.text.Rouge;
import dev.llmops.eval.text.Squad;
import dev.llmops.lucene.Chunker;
import dev.llmops.lucene.DocumentIndex;
import dev.llmops.lucene.DocumentSearch;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Measures how well the quickstart answers questions about its handbook, and whether changes make it better.
 *
 * <p>The pipeline has the stages of the quickstart. It is run as it is, with the three best passages in place of five,
 * with answers of one sentence in place of three, and with much shorter passages. Prints what came and writes a report
 * to open in a browser.
 */
public final class HandbookEvaluation {
    private static final String HANDBOOK = "samples/quickstart/handbook";
    private static final String QUESTIONS = "samples/evaluation/questions.jsonl";
    private static final String REPORT = "samples/evaluation/target/handbook.html";

    private final Handbook handbook;
    private final Dataset questions;

    HandbookEvaluation(Path handbook, Path questions) {
        this.handbook = Handbook.read(handbook);
        this.questions = Dataset.jsonl(questions);
    }

    /** Runs the sample. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path report = Path.of(System.getProperty("report", REPORT));
        List<Run> runs = new HandbookEvaluation(
                        Path.of(System.getProperty("handbook", HANDBOOK)),
                        Path.of(System.getProperty("questions", QUESTIONS)))
                .run();
        ResultTable table = new ResultTable(out);
        table.print(runs);
        runs.stream()
                .skip(1)
                .forEach(run -> table.print(Compare.paired(runs.get(0), run).run()));
        HtmlReport.of(List.copyOf(runs))
                .title("Questions about the operations handbook")
                .write(report);
        out.printf("%nThe report is in %s.%n", report);
    }

    List<Run> run() {
        Chunker shorter = Chunker.builder().tokens(48).overlap(0).build();
        return List.of(
                run("quickstart", DocumentIndex.inMemory(), 5, 3),
                run("top-3", DocumentIndex.inMemory(), 3, 3),
                run("one-sentence", DocumentIndex.inMemory(), 5, 1),
                run("short-passages", DocumentIndex.builder().chunker(shorter).inMemory(), 5, 3));
    }

    private Run run(String name, DocumentIndex empty, int top, int sentences) {
        try (DocumentIndex index = empty) {
            index.addAll(handbook.documents());
            try (Pipeline pipeline = pipeline(index, top, sentences)) {
                // The first answer takes longer: classes are loaded.
                pipeline.call("Who owns this handbook?").run();
                return Evaluation.of(questions)
                        .subject(name, new HandbookSubject(pipeline, handbook))
                        .fingerprint("passages in the index", String.valueOf(index.passageCount()))
                        .fingerprint("passages for an answer", String.valueOf(top))
                        .fingerprint("sentences of an answer", String.valueOf(sentences))
                        .metrics(metrics())
                        .concurrency(1)
                        .run();
            }
        }
    }

    static List<Metric> metrics() {
        return List.of(
                RightAnswer.holdsAnswer(),
                RightAnswer.rightRefusal(),
                CitedText.plain(Squad.f1()),
                CitedText.plain(Rouge.l()),
                CitedText.exactCitations(),
                CitedText.citationPrecision(),
                RetrievalMetric.of(RankingMetrics.recall(5)),
                RetrievalMetric.of(RankingMetrics.ndcg(5)),
                RetrievalMetric.of(RankingMetrics.reciprocalRank()));
    }

    /** The stages of the quickstart; every question stands alone, so there is no memory. */
    private static Pipeline pipeline(DocumentIndex index, int passages, int sentences) {
        return Pipeline.builder()
                .preprocess(TextCleaner.standard())
                .ground(EntityFinder.standard())
                .ground(DocumentSearch.over(index).top(passages), StageOptions.of("handbook"))
                .guard(PiiGuard.standard(), GuardPolicy.redact(), StageOptions.of("personal-data"))
                .model(ExtractiveModelClient.builder().maxSentences(sentences).build())
                .postprocess(Typography.standard())
                .postprocess(Citations.attributed())
                .within(Duration.ofSeconds(20))
                .build();
    }
}
