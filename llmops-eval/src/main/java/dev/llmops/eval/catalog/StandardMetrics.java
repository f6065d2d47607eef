package dev.llmops.eval.catalog;

import dev.llmops.eval.Metric;
import dev.llmops.eval.retrieval.RankingMetric;
import dev.llmops.eval.retrieval.RankingMetrics;
import dev.llmops.eval.retrieval.RetrievalMetric;
import dev.llmops.eval.safety.Refusals;
import dev.llmops.eval.text.Bleu;
import dev.llmops.eval.text.BleuTokenizer;
import dev.llmops.eval.text.Chrf;
import dev.llmops.eval.text.EditDistance;
import dev.llmops.eval.text.ExactMatch;
import dev.llmops.eval.text.JsonMatch;
import dev.llmops.eval.text.Meteor;
import dev.llmops.eval.text.RegexMatch;
import dev.llmops.eval.text.Rouge;
import dev.llmops.eval.text.RougeTokenizer;
import dev.llmops.eval.text.RougeType;
import dev.llmops.eval.text.Smoothing;
import dev.llmops.eval.text.Squad;
import dev.llmops.eval.text.Ter;
import dev.llmops.eval.text.WordNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The metrics of this library that ask no model. */
final class StandardMetrics {
    private StandardMetrics() {}

    static List<MetricEntry> entries() {
        List<MetricEntry> all = new ArrayList<>(translation());
        for (String kind : List.of("rouge1", "rouge2", "rouge3", "rougeL", "rougeLsum")) {
            all.add(entry(
                    kind,
                    "overlap of words or sequences, as rouge-score",
                    List.of("stem", "tok", "measure"),
                    options -> rouge(kind, options)));
        }
        all.addAll(matching());
        all.addAll(retrieval());
        return all;
    }

    private static List<MetricEntry> translation() {
        return List.of(
                entry(
                        "bleu",
                        "BLEU, as sacreBLEU",
                        List.of("tok", "smooth", "value", "case", "eff", "order"),
                        StandardMetrics::bleu),
                entry(
                        "chrf2",
                        "character F-score",
                        List.of("nc", "nw", "beta", "case", "space"),
                        options -> chrf(options, 0)),
                entry(
                        "chrf2++",
                        "character and word F-score",
                        List.of("nc", "nw", "beta", "case", "space"),
                        options -> chrf(options, 2)),
                entry("ter", "translation edit rate", List.of("norm", "punct", "asian", "case"), StandardMetrics::ter),
                entry(
                        "meteor",
                        "METEOR, as NLTK",
                        List.of("synonyms"),
                        options -> options.flag("synonyms", true)
                                ? Meteor.with(WordNet.load())
                                : Meteor.withoutSynonyms()));
    }

    private static List<MetricEntry> matching() {
        return List.of(
                entry(
                        "squad-em",
                        "exact match after SQuAD's normalisation",
                        List.of("v2"),
                        options -> squad(Squad.exactMatch(), options)),
                entry(
                        "squad-f1",
                        "words in common, as SQuAD counts them",
                        List.of("v2"),
                        options -> squad(Squad.f1(), options)),
                entry(
                        "exact-match",
                        "the answer is a reference",
                        List.of("case", "punct", "numbers"),
                        StandardMetrics::exact),
                entry(
                        "regex-match",
                        "a reference, as a regular expression, matches",
                        List.of("whole"),
                        options -> options.flag("whole", false)
                                ? RegexMatch.references().whole()
                                : RegexMatch.references()),
                entry(
                        "json-match",
                        "the answer is the JSON of a reference",
                        List.of("tolerance"),
                        options -> JsonMatch.exact().tolerance(options.number("tolerance", 0))),
                entry(
                        "json-fields",
                        "the share of the fields that are as in a reference",
                        List.of("tolerance"),
                        options -> JsonMatch.fields().tolerance(options.number("tolerance", 0))),
                entry("cer", "character error rate", List.of(), options -> EditDistance.characters()),
                entry("wer", "word error rate", List.of(), options -> EditDistance.words()),
                entry("refusal", "answers that refuse, by rules", List.of(), options -> Refusals.byRules()));
    }

    private static Metric squad(Squad squad, MetricOptions options) {
        return options.flag("v2", false) ? squad.version2() : squad;
    }

    private static Metric exact(MetricOptions options) {
        ExactMatch exact = ExactMatch.strict();
        exact = ignored(options, "case") ? exact.ignoringCase() : exact;
        exact = ignored(options, "punct") ? exact.ignoringPunctuation() : exact;
        return ignored(options, "numbers") ? exact.ignoringNumbers() : exact;
    }

    private static boolean ignored(MetricOptions options, String key) {
        return options.choice(key, "kept", "kept", "ignored").equals("ignored");
    }

    private static Metric bleu(MetricOptions options) {
        Bleu.Builder bleu = Bleu.builder()
                .tokenizer(BleuTokenizer.of(options.choice("tok", "13a", "none", "13a", "intl", "char", "zh")))
                .lowercase(lowercase(options))
                .maxOrder(options.integer("order", 4));
        bleu.smoothing(
                switch (options.choice("smooth", "exp", "exp", "none", "floor", "add-k")) {
                    case "none" -> Smoothing.none();
                    case "floor" -> Smoothing.floor(options.number("value", 0.1));
                    case "add-k" -> Smoothing.addK(options.number("value", 1));
                    default -> Smoothing.exp();
                });
        options.ifSet("eff", bleu::effectiveOrder);
        return bleu.build();
    }

    private static Metric chrf(MetricOptions options, int words) {
        return Chrf.builder()
                .charOrder(options.integer("nc", 6))
                .wordOrder(options.integer("nw", words))
                .beta(options.integer("beta", 2))
                .lowercase(lowercase(options))
                .whitespace(options.flag("space", false))
                .build();
    }

    private static Metric ter(MetricOptions options) {
        return Ter.builder()
                .normalized(options.flag("norm", false))
                .noPunctuation(!options.flag("punct", true))
                .asianSupport(options.flag("asian", false))
                .caseSensitive(options.choice("case", "lc", "lc", "mixed").equals("mixed"))
                .build();
    }

    private static Metric rouge(String kind, MetricOptions options) {
        RougeTokenizer words =
                options.choice("tok", "google", "google", "unicode").equals("unicode")
                        ? RougeTokenizer.unicode()
                        : RougeTokenizer.google();
        String measure = options.choice("measure", "f", "f", "precision", "recall");
        return Rouge.of(RougeType.named(kind))
                .tokenizer(options.flag("stem", false) ? words.stemmed() : words)
                .measure(Rouge.Measure.valueOf(measure.toUpperCase(Locale.ROOT)));
    }

    private static boolean lowercase(MetricOptions options) {
        return options.choice("case", "mixed", "mixed", "lc").equals("lc");
    }

    private static List<MetricEntry> retrieval() {
        return List.of(
                atRank("P_k", "relevant among the first k found", RankingMetrics::precision),
                atRank("recall_k", "found among the first k of what is relevant", RankingMetrics::recall),
                atRank("success_k", "whether something relevant is among the first k", RankingMetrics::success),
                ranking("ndcg", "gain, discounted by rank", RankingMetrics.ndcg()),
                atRank("ndcg_cut_k", "gain of the first k, discounted by rank", RankingMetrics::ndcg),
                ranking("recip_rank", "reciprocal rank of the first relevant", RankingMetrics.reciprocalRank()),
                atRank(
                        "recip_rank_cut_k",
                        "the same, 0 if it is not among the first k",
                        RankingMetrics::reciprocalRank),
                ranking("map", "mean precision where relevant is found", RankingMetrics.averagePrecision()),
                atRank("map_cut_k", "the same among the first k", RankingMetrics::averagePrecision));
    }

    private static MetricEntry ranking(String name, String summary, RankingMetric metric) {
        return entry(name, summary, List.of(), options -> RetrievalMetric.of(metric));
    }

    private static MetricEntry atRank(String name, String summary, IntFunction<RankingMetric> metric) {
        return entry(
                name,
                summary,
                List.of(),
                options -> RetrievalMetric.of(metric.apply(options.integer(MetricEntry.RANK, 0))));
    }

    private static MetricEntry entry(
            String name, String summary, List<String> options, Function<MetricOptions, Metric> factory) {
        return new MetricEntry(name, summary, options, factory);
    }
}
