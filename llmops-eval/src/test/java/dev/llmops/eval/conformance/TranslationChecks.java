package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.text.Bleu;
import dev.llmops.eval.text.BleuScore;
import dev.llmops.eval.text.BleuTokenizer;
import dev.llmops.eval.text.Bootstrap;
import dev.llmops.eval.text.Chrf;
import dev.llmops.eval.text.ChrfScore;
import dev.llmops.eval.text.CorpusMetric;
import dev.llmops.eval.text.CorpusScore;
import dev.llmops.eval.text.PairedTest;
import dev.llmops.eval.text.References;
import dev.llmops.eval.text.Smoothing;
import dev.llmops.eval.text.Ter;
import dev.llmops.eval.text.TerScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** BLEU, chrF and TER as sacreBLEU computes them. */
final class TranslationChecks implements CheckSet {
    private static final double SINGLE_SUMS = 1e-4;
    private static final Map<String, Function<JsonNode, CorpusMetric<?>>> METRICS =
            Map.of("bleu", TranslationChecks::bleu, "chrf", TranslationChecks::chrf, "ter", TranslationChecks::ter);

    @Override
    public Map<String, Check> checks() {
        Map<String, Check> checks = new TreeMap<>();
        checks.put("sacrebleu.tokenize", TranslationChecks::tokenize);
        checks.put("sacrebleu.tokenize.tercom", TranslationChecks::tercom);
        checks.put("sacrebleu.paired", TranslationChecks::paired);
        METRICS.forEach((name, metric) -> {
            checks.put(name + ".sentence", golden -> sentence(golden, metric.apply(golden.get("params"))));
            checks.put(name + ".corpus", golden -> corpus(golden, metric.apply(golden.get("params"))));
            checks.put(name + ".corpus_ci", golden -> interval(golden, metric.apply(golden.get("params"))));
        });
        return checks;
    }

    private static void tokenize(GoldenCase golden) {
        BleuTokenizer tokenizer = BleuTokenizer.of(golden.param("tokenize").asText());
        Expect.same(tokenizer.tokenize(golden.hyp()), golden.expected().asText(), "tokens");
    }

    private static void tercom(GoldenCase golden) {
        Expect.same(
                ter(golden.get("params")).tokenize(golden.hyp()),
                golden.expected().asText(),
                "tokens");
    }

    private static void sentence(GoldenCase golden, CorpusMetric<?> metric) {
        compare(golden, metric.sentence(golden.hyp(), golden.refs()));
    }

    private static void corpus(GoldenCase golden, CorpusMetric<?> metric) {
        Corpus corpus = Corpus.of(golden);
        compare(golden, metric.corpus(corpus.hypotheses(), corpus.references()));
    }

    private static void interval(GoldenCase golden, CorpusMetric<?> metric) {
        Corpus corpus = Corpus.of(golden);
        Bootstrap bootstrap = new Bootstrap(
                golden.param("n_bootstrap").asInt(1000), golden.param("seed").asLong(12345));
        CorpusScore score = metric.corpus(corpus.hypotheses(), corpus.references(), bootstrap);
        JsonNode expected = golden.expected();
        Expect.close(score.score(), expected.get("score"), golden.tolerance(Expect.USUAL), "score");
        CorpusScore.Interval interval = score.interval().orElseThrow();
        Expect.close(interval.mean(), expected.get("mean"), golden.tolerance(SINGLE_SUMS), "mean");
        Expect.close(interval.halfWidth(), expected.get("ci"), golden.tolerance(SINGLE_SUMS), "half width");
        Expect.same(score.format(2), expected.get("format").asText(), "line");
        signature(score, golden.get("signature"));
    }

    private static void paired(GoldenCase golden) {
        List<List<String>> systems = new ArrayList<>();
        golden.get("systems").forEach(file -> systems.add(golden.lines(file.asText())));
        References references = Corpus.references(golden);
        boolean bootstrap = golden.param("test").asText().equals("bs");
        Bootstrap draws = new Bootstrap(
                golden.param("n").asInt(bootstrap ? 1000 : 10_000),
                golden.param("seed").asLong(12345));
        PairedTest test = bootstrap ? PairedTest.bootstrap(draws) : PairedTest.approximateRandomization(draws);
        golden.expected().properties().forEach(entry -> {
            List<PairedTest.Outcome> outcomes = test.compare(metric(entry.getKey()), systems, references);
            Expect.same(outcomes.size(), entry.getValue().size(), "number of systems");
            for (int i = 0; i < outcomes.size(); i++) {
                outcome(outcomes.get(i), entry.getValue().get(i), entry.getKey() + " of system " + i);
                signature(outcomes.get(i).score(), golden.get("signature").get(entry.getKey()));
            }
        });
    }

    private static void outcome(PairedTest.Outcome outcome, JsonNode expected, String what) {
        Expect.close(outcome.score().score(), expected.get("score"), Expect.USUAL, what);
        Expect.same(outcome.pValue().isEmpty(), expected.get("p_value").isNull(), what + " having no p-value");
        if (outcome.pValue().isPresent()) {
            Expect.close(outcome.pValue().getAsDouble(), expected.get("p_value"), Expect.USUAL, "p-value, " + what);
        }
        Expect.same(outcome.score().interval().isEmpty(), expected.get("mean").isNull(), what + " having no interval");
        outcome.score().interval().ifPresent(interval -> {
            Expect.close(interval.mean(), expected.get("mean"), SINGLE_SUMS, "mean, " + what);
            Expect.close(interval.halfWidth(), expected.get("ci"), SINGLE_SUMS, "half width, " + what);
        });
    }

    /** {@return the metric with that name before its scores, everything else as it is usual} */
    private static CorpusMetric<?> metric(String title) {
        if (title.startsWith("chrF")) {
            int words = title.length() - title.replace("+", "").length();
            int beta = Integer.parseInt(title.substring("chrF".length(), title.length() - words));
            return Chrf.builder().beta(beta).wordOrder(words).build();
        }
        return title.equals("TER") ? Ter.usual() : Bleu.usual();
    }

    private static void compare(GoldenCase golden, CorpusScore score) {
        JsonNode expected = golden.expected();
        Expect.close(score.score(), expected.get("score"), golden.tolerance(Expect.USUAL), "score");
        signature(score, golden.get("signature"));
        if (score instanceof BleuScore bleu) {
            details(bleu, expected, golden.tolerance(Expect.USUAL));
        } else if (score instanceof ChrfScore chrf && expected.has("name")) {
            Expect.same(chrf.name(), expected.get("name").asText(), "name");
        } else if (score instanceof TerScore ter) {
            Expect.same(ter.edits(), expected.get("num_edits").asLong(), "edits");
            Expect.close(ter.referenceLength(), expected.get("ref_length"), Expect.USUAL, "length of references");
        }
    }

    private static void details(BleuScore bleu, JsonNode expected, double tolerance) {
        numbers(bleu.counts(), expected.get("counts"), tolerance, "counts");
        numbers(bleu.totals(), expected.get("totals"), tolerance, "totals");
        numbers(bleu.precisions(), expected.get("precisions"), tolerance, "precisions");
        Expect.close(bleu.brevityPenalty(), expected.get("bp"), tolerance, "brevity penalty");
        Expect.same(bleu.hypothesisLength(), expected.get("sys_len").asLong(), "length of hypotheses");
        Expect.same(bleu.referenceLength(), expected.get("ref_len").asLong(), "length of references");
        if (expected.has("format")) {
            Expect.same(bleu.format(2), expected.get("format").asText(), "line");
        }
    }

    private static void numbers(double[] actual, JsonNode expected, double tolerance, String what) {
        Expect.same(actual.length, expected.size(), "number of " + what);
        for (int i = 0; i < actual.length; i++) {
            Expect.close(actual[i], expected.get(i), tolerance, what);
        }
    }

    /** Compares signatures without the release of the tool. */
    static void signature(CorpusScore score, JsonNode expected) {
        String ours = score.signature().settings().replaceFirst("\\|compat:.*", "");
        Expect.same(ours, expected.asText().replaceFirst("\\|version:.*", ""), "signature");
    }

    static Bleu bleu(JsonNode params) {
        Bleu.Builder builder = Bleu.builder()
                .tokenizer(BleuTokenizer.of(params.path("tokenize").asText("13a")))
                .smoothing(smoothing(params))
                .lowercase(params.path("lowercase").asBoolean())
                .maxOrder(params.path("max_ngram_order").asInt(4));
        if (params.has("effective_order")) {
            builder.effectiveOrder(params.get("effective_order").asBoolean());
        }
        return builder.build();
    }

    private static Smoothing smoothing(JsonNode params) {
        JsonNode value = params.path("smooth_value");
        return switch (params.path("smooth_method").asText("exp")) {
            case "exp" -> Smoothing.exp();
            case "none" -> Smoothing.none();
            case "floor" -> Smoothing.floor(value.asDouble(0.1));
            case "add-k" -> Smoothing.addK(value.asDouble(1));
            default -> throw new AssertionError("unknown smoothing in " + params);
        };
    }

    static Chrf chrf(JsonNode params) {
        return Chrf.builder()
                .charOrder(params.path("char_order").asInt(6))
                .wordOrder(params.path("word_order").asInt(0))
                .beta(params.path("beta").asInt(2))
                .lowercase(params.path("lowercase").asBoolean())
                .whitespace(params.path("whitespace").asBoolean())
                .epsSmoothing(params.path("eps_smoothing").asBoolean())
                .build();
    }

    static Ter ter(JsonNode params) {
        return Ter.builder()
                .normalized(params.path("normalized").asBoolean())
                .noPunctuation(params.path("no_punct").asBoolean())
                .asianSupport(params.path("asian_support").asBoolean())
                .caseSensitive(params.path("case_sensitive").asBoolean())
                .build();
    }
}
