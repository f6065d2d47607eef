package dev.llmops.benchmarks;

import dev.llmops.api.grounding.Passage;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.benchmarks.RetrievalSet.Question;
import dev.llmops.eval.retrieval.Judgements;
import dev.llmops.eval.retrieval.Ranking;
import dev.llmops.eval.retrieval.RankingEvaluation;
import dev.llmops.eval.retrieval.RankingMetric;
import dev.llmops.eval.retrieval.RankingMetrics;
import dev.llmops.lucene.DocumentIndex;
import dev.llmops.lucene.DocumentSearch;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How well and how fast questions find their passages: by the index alone, and by the search as it
 * stands in a pipeline.
 *
 * <p>Every question has one answer; a passage is a hit if it has it. No vectors: words only.
 */
public final class RetrievalBenchmark {
    private static final int TOP = 10;
    private static final int WARM_UP_ROUNDS = 20;
    private static final int ROUNDS = 20;
    private static final String ANSWER = "the answer";

    private RetrievalBenchmark() {}

    /** Measures the sample handbook and, where it is at hand, a larger collection. */
    public static void main(String[] args) throws IOException {
        System.out.println(ProcessFigures.machine());
        measure(RetrievalSet.handbook());
        Optional<RetrievalSet> documentation = RetrievalSet.documentation();
        if (documentation.isEmpty()) {
            System.out.println("documentation: skipped, there is no ../shared/golden/safety");
        } else {
            measure(documentation.get());
        }
    }

    private static void measure(RetrievalSet set) {
        try (DocumentIndex index = DocumentIndex.inMemory()) {
            long began = System.nanoTime();
            long cpuBegan = ProcessFigures.cpuNanos();
            index.addAll(set.documents());
            index.search("ready", 1);
            double millis = (System.nanoTime() - began) / 1e6;
            double cpuMillis = (ProcessFigures.cpuNanos() - cpuBegan) / 1e6;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d documents, %,d passages, indexed in %.0f ms (CPU %.0f ms); %d questions%n",
                    set.name(),
                    index.documentCount(),
                    index.passageCount(),
                    millis,
                    cpuMillis,
                    set.questions().size());
            measure("index", set, query -> index.search(query, TOP));
            DocumentSearch search = DocumentSearch.over(index).top(TOP);
            StageContext context = StageContext.detached();
            measure(
                    "pipeline",
                    set,
                    query -> search.ground(Prompt.of(query), context).passages());
        }
    }

    private static void measure(String name, RetrievalSet set, Function<String, List<Passage>> search) {
        List<Question> questions = set.questions();
        Map<String, Ranking> rankings = new HashMap<>();
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            for (Question question : questions) {
                rankings.put(question.id(), ranking(question, search.apply(question.text())));
            }
        }
        long[] nanos = new long[ROUNDS * questions.size()];
        double found = 0;
        long cpuBegan = ProcessFigures.cpuNanos();
        for (int i = 0; i < nanos.length; i++) {
            String text = questions.get(i % questions.size()).text();
            long began = System.nanoTime();
            found += search.apply(text).size();
            nanos[i] = System.nanoTime() - began;
        }
        double cpuMillis = (ProcessFigures.cpuNanos() - cpuBegan) / 1e6 / nanos.length;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "  %-8s ms per query: mean %.3f, p50 %.3f, p99 %.3f; CPU mean %.3f; %.1f passages%n",
                name,
                Arrays.stream(nanos).average().orElse(0) / 1e6,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                cpuMillis,
                found / nanos.length);
        quality("all", questions, rankings);
        Set<String> kinds = new TreeSet<>();
        questions.forEach(question -> kinds.add(question.kind()));
        if (kinds.size() > 1) {
            for (String kind : kinds) {
                quality(
                        kind,
                        questions.stream()
                                .filter(question -> question.kind().equals(kind))
                                .toList(),
                        rankings);
            }
        }
    }

    /** {@return the passages by their ids, with the first hit under the name of the answer} */
    private static Ranking ranking(Question question, List<Passage> passages) {
        Set<String> ids = new LinkedHashSet<>();
        for (Passage passage : passages) {
            ids.add(question.isAnswer().test(passage) ? ANSWER : passage.id());
        }
        return Ranking.of(List.copyOf(ids));
    }

    private static void quality(String kind, List<Question> questions, Map<String, Ranking> rankings) {
        Map<String, Judgements> judgements = new HashMap<>();
        questions.forEach(question -> judgements.put(question.id(), Judgements.relevant(Set.of(ANSWER))));
        RankingEvaluation evaluation = RankingEvaluation.of(judgements, rankings);
        System.out.printf(
                Locale.ROOT,
                "    %-10s %3d questions: MRR@10 %.3f, R@1 %.3f, R@10 %.3f%n",
                kind,
                evaluation.queries(),
                mean(evaluation, RankingMetrics.reciprocalRank(TOP)),
                mean(evaluation, RankingMetrics.recall(1)),
                mean(evaluation, RankingMetrics.recall(TOP)));
    }

    private static double mean(RankingEvaluation evaluation, RankingMetric metric) {
        return evaluation.mean(metric).orElse(0);
    }
}
