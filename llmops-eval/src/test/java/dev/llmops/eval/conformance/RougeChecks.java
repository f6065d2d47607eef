package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.text.PorterStemmer;
import dev.llmops.eval.text.PrecisionRecall;
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
        return golden.param("use_stemmer").asBoolean()
                ? RougeTokenizer.google().stemmed()
                : RougeTokenizer.google();
    }

    private static RougeScorer scorer(GoldenCase golden) {
        List<RougeType> types = new ArrayList<>();
        golden.expected().fieldNames().forEachRemaining(name -> types.add(RougeType.named(name)));
        return RougeScorer.of(tokenizer(golden), types.toArray(new RougeType[0]));
    }

    private static void compare(GoldenCase golden, Map<RougeType, PrecisionRecall> scores) {
        scores.forEach((type, score) -> {
            JsonNode expected = golden.expected().path(type.toString());
            close(score.precision(), expected.path("precision"), type + " precision", golden);
            close(score.recall(), expected.path("recall"), type + " recall", golden);
            close(score.f(), expected.path("fmeasure"), type + " F", golden);
        });
    }

    private static void close(double actual, JsonNode expected, String what, GoldenCase golden) {
        Expect.close(actual, expected, golden.tolerance(Expect.USUAL), what);
    }
}
