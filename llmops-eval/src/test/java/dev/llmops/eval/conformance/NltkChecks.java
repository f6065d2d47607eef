package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.text.Gleu;
import dev.llmops.eval.text.NltkBleu;
import dev.llmops.eval.text.NltkSmoothing;
import dev.llmops.eval.text.WordTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** BLEU, GLEU and the word tokenizers of NLTK. */
final class NltkChecks implements CheckSet {
    @Override
    public Map<String, Check> checks() {
        return Map.of("nltk.sentence_bleu", NltkChecks::bleu, "nltk.tokenize", NltkChecks::tokenize);
    }

    private static void bleu(GoldenCase golden) {
        WordTokenizer tokenizer = tokenizer(golden.param("tokenizer").asText("split"));
        List<String> hypothesis = tokenizer.tokenize(golden.hyp());
        List<List<String>> references = new ArrayList<>();
        golden.refs().forEach(reference -> references.add(tokenizer.tokenize(reference)));
        golden.expected().properties().forEach(entry -> {
            OptionalDouble score = score(entry.getKey(), hypothesis, references);
            same(score, entry.getValue(), golden.tolerance(Expect.USUAL), entry.getKey());
        });
    }

    private static OptionalDouble score(String name, List<String> hypothesis, List<List<String>> references) {
        if (name.equals("gleu")) {
            return OptionalDouble.of(Gleu.of(WordTokenizer.SPLIT).sentence(hypothesis, references));
        }
        NltkBleu.Builder builder = NltkBleu.builder();
        if (name.startsWith("method")) {
            builder.smoothing(NltkSmoothing.method(Integer.parseInt(name.substring("method".length()))));
        } else if (name.startsWith("bleu")) {
            // Such as bleu2_m1: two orders of equal weight, method 1.
            int orders = Integer.parseInt(name.substring(4, name.indexOf('_')));
            double[] weights = new double[orders];
            Arrays.fill(weights, 1.0 / orders);
            builder.weights(weights)
                    .smoothing(NltkSmoothing.method(Integer.parseInt(name.substring(name.indexOf('m') + 1))));
        } else {
            Expect.same(name, "auto_reweigh", "name of the result");
            builder.autoReweigh(true);
        }
        return builder.build().sentence(hypothesis, references);
    }

    private static void same(OptionalDouble score, JsonNode expected, double tolerance, String what) {
        boolean fails = expected.asText().startsWith("ERR:");
        Expect.same(score.isEmpty(), fails, what + " being undefined");
        if (!fails) {
            Expect.close(score.getAsDouble(), expected, tolerance, what);
        }
    }

    private static void tokenize(GoldenCase golden) {
        golden.expected()
                .properties()
                .forEach(entry -> Expect.same(
                        tokenizer(entry.getKey()).tokenize(golden.hyp()),
                        GoldenCase.texts(entry.getValue()),
                        entry.getKey()));
    }

    private static WordTokenizer tokenizer(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "split" -> WordTokenizer.SPLIT;
            case "wordpunct" -> WordTokenizer.WORD_PUNCT;
            case "treebank" -> WordTokenizer.TREEBANK;
            case "nltk_word" -> WordTokenizer.NLTK_WORD;
            default -> throw new AssertionError("unknown tokenizer " + name);
        };
    }
}
