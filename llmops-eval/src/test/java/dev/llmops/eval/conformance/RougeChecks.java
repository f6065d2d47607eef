package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.text.PorterStemmer;
import dev.llmops.eval.text.PrecisionRecall;
import dev.llmops.eval.text.RougeBootstrap;
import dev.llmops.eval.text.RougeScorer;
import dev.llmops.eval.text.RougeTokenizer;
import dev.llmops.eval.text.RougeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** ROUGE and its stemmer against rouge-score and NLTK. */
final class RougeChecks implements CheckSet {
    @Override
    public Map<String, Check> checks() {
        return Map.of(
                "rouge", RougeChecks::pair,
                "rouge.multi", RougeChecks::several,
                "rouge.bootstrap", RougeChecks::bootstrap,
                "rouge.tokenize", RougeChecks::tokens,
                "porter", RougeChecks::stems);
    }

    private static void pair(GoldenCase golden) {
        RougeScorer scorer = scorer(golden);
        compare(golden, scorer.score(golden.hyp(), golden.refs().get(0)));
    }

    private static void several(GoldenCase golden) {
        compare(golden, scorer(golden).best(golden.hyp(), golden.refs()));
    }

    private static void bootstrap(GoldenCase golden) {
        List<String> order = GoldenCase.texts(golden.param("order"));
        RougeScorer scorer = RougeScorer.of(
                tokenizer(golden), order.stream().map(RougeType::named).toArray(RougeType[]::new));
        List<Map<RougeType, PrecisionRecall>> scores = new ArrayList<>();
        for (GoldenCase item : GoldenFiles.cases(
                golden.folder().resolve(golden.get("items_file").asText()))) {
            scores.add(scorer.score(item.hyp(), item.refs().get(0)));
        }
        RougeBootstrap.seeded(golden.param("np_random_seed").asLong())
                .resamples(golden.param("n_samples").asInt(1000))
                .confidence(golden.param("ci").asDouble(0.95))
                .intervals(scores)
                .forEach((type, interval) -> {
                    JsonNode expected = golden.expected().path(type.toString());
                    close(interval.low(), expected.path("low"), type + " low", golden);
                    close(interval.mid(), expected.path("mid"), type + " mid", golden);
                    close(interval.high(), expected.path("high"), type + " high", golden);
                });
    }

    private static void tokens(GoldenCase golden) {
        Expect.same(tokenizer(golden).tokenize(golden.hyp()), GoldenCase.texts(golden.expected()), "tokens");
    }

    private static void stems(GoldenCase golden) {
        PorterStemmer stemmer =
                PorterStemmer.of(PorterStemmer.Mode.valueOf(golden.param("mode").asText()));
        List<String> stems = new ArrayList<>();
        GoldenCase.texts(golden.get("words")).forEach(word -> stems.add(stemmer.stem(word)));
        Expect.same(stems, GoldenCase.texts(golden.expected()), "stems");
    }

    private static RougeTokenizer tokenizer(GoldenCase golden) {
        return golden.param("use_stemmer").asBoolean() ? RougeTokenizer.google().stemmed() : RougeTokenizer.google();
    }

    private static RougeScorer scorer(GoldenCase golden) {
        List<RougeType> types = new ArrayList<>();
        golden.expected().fieldNames().forEachRemaining(name -> types.add(RougeType.named(name)));
        return RougeScorer.of(tokenizer(golden), types.toArray(new RougeType[0]));
    }

    private static void compare(GoldenCase golden, Map<RougeType, PrecisionRecall> scores) {
        scores.forEach((type, score) -> close(score, golden.expected().path(type.toString()), type.toString(), golden));
    }

    private static void close(PrecisionRecall score, JsonNode expected, String what, GoldenCase golden) {
        double tolerance = golden.tolerance(Expect.USUAL);
        Expect.close(score.precision(), expected.path("precision"), tolerance, what + " precision");
        Expect.close(score.recall(), expected.path("recall"), tolerance, what + " recall");
        Expect.close(score.f(), expected.path("fmeasure"), tolerance, what + " F");
    }
}
