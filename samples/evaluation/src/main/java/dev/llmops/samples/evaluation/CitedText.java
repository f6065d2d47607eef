package dev.llmops.samples.evaluation;

import dev.llmops.api.CallControl;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an answer says and what it cites, told apart. */
final class CitedText {
    private static final Pattern MARK = Pattern.compile(" ?\\[([^\\[\\]]+#[0-9]+)]");

    private CitedText() {}

    static String withoutCitations(String text) {
        return MARK.matcher(text).replaceAll("");
    }

    static List<String> citations(String text) {
        return MARK.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** {@return {@code metric} over answers without the marks of their citations, which no reference has} */
    static TextMetric plain(TextMetric metric) {
        return new TextMetric() {
            @Override
            public Signature signature() {
                return metric.signature().with("citations", "removed");
            }

            @Override
            public Score score(String text, List<String> references) {
                return metric.score(withoutCitations(text), references);
            }
        };
    }

    /** {@return which part of the stretches that answer the question is cited} */
    static Metric exactCitations() {
        return new CitationMetric("exact-citations") {
            @Override
            Score score(List<String> cited, Set<String> right) {
                return Score.of((double) right.stream().filter(cited::contains).count() / right.size());
            }
        };
    }

    /** {@return which part of the citations points at what answers the question} */
    static Metric citationPrecision() {
        return new CitationMetric("citation-precision") {
            @Override
            Score score(List<String> cited, Set<String> right) {
                return cited.isEmpty()
                        ? Score.unmeasured("the answer cites nothing")
                        : Score.of(
                                (double) cited.stream().filter(right::contains).count() / cited.size());
            }
        };
    }

    private abstract static class CitationMetric implements Metric {
        private final String name;

        CitationMetric(String name) {
            this.name = name;
        }

        abstract Score score(List<String> cited, Set<String> right);

        @Override
        public Signature signature() {
            return Signature.of(name).with("unit", "sentence");
        }

        @Override
        public Score score(Sample sample, CallControl control) {
            Set<String> right = sample.item().relevant().keySet().stream().collect(Collectors.toUnmodifiableSet());
            return right.isEmpty()
                    ? Score.unmeasured("the handbook has no answer")
                    : score(citations(sample.output().text()), right);
        }
    }
}
