package dev.llmops.eval.text;

import dev.llmops.api.Require;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import dev.llmops.eval.python.PythonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well a short answer fits, as the evaluation scripts of SQuAD say: equality or common words, from 0 to 1.
 *
 * <p>Both texts are compared in lower case, without ASCII punctuation, without {@code a}, {@code an} and {@code the}.
 * Of several references the best counts; the score of a corpus is the mean. Rajpurkar et al., "SQuAD: 100,000+
 * Questions for Machine Comprehension of Text" (2016). Immutable; safe for concurrent use.
 */
public final class Squad implements TextMetric {
    private final boolean exact;
    private final boolean version2;

    private Squad(boolean exact, boolean version2) {
        this.exact = exact;
        this.version2 = version2;
    }

    /** {@return EM of version 1.1: 1 if the texts are equal but for case, punctuation and articles} */
    public static Squad exactMatch() {
        return new Squad(true, false);
    }

    /** {@return F1 of version 1.1: the harmonic mean of the shares of common words} */
    public static Squad f1() {
        return new Squad(false, false);
    }

    /**
     * {@return this metric as in version 2.0, where questions may have no answer}
     *
     * <p>An item without an answer has one empty reference. Other references of which nothing is left are dropped, and
     * two empty texts have F1 = 1 instead of 0.
     */
    public Squad version2() {
        return new Squad(exact, true);
    }

    @Override
    public Signature signature() {
        return Signature.of(exact ? "squad-em" : "squad-f1")
                .with("refs", "best")
                .with("norm", "lower+punct+articles")
                .with("compat", version2 ? "squad-2.0" : "squad-1.1");
    }

    @Override
    public Score score(String text, List<String> references) {
        if (references.isEmpty()) {
            return Score.unmeasured("the item has no reference");
        }
        double best = 0;
        for (String reference : version2 ? withoutEmpty(references) : references) {
            best = Math.max(best, compare(text, reference));
        }
        return Score.of(best);
    }

    private static List<String> withoutEmpty(List<String> references) {
        List<String> kept = new ArrayList<>();
        for (String reference : references) {
            if (!normalize(reference).isEmpty()) {
                kept.add(reference);
            }
        }
        return kept.isEmpty() ? List.of("") : kept;
    }

    /** {@return the score of {@code text} against one reference, as it is} */
    public double compare(String text, String reference) {
        String answer = normalize(text);
        String gold = normalize(reference);
        if (exact || version2 && (answer.isEmpty() || gold.isEmpty())) {
            return answer.equals(gold) ? 1 : 0;
        }
        List<String> words = PythonText.split(answer);
        List<String> goldWords = PythonText.split(gold);
        Map<String, Integer> left = new HashMap<>();
        goldWords.forEach(word -> left.merge(word, 1, Integer::sum));
        int common = 0;
        for (String word : words) {
            if (left.merge(word, -1, Integer::sum) >= 0) {
                common++;
            }
        }
        if (common == 0) {
            return 0;
        }
        return PrecisionRecall.of((double) common / words.size(), (double) common / goldWords.size())
                .f();
    }

    /** {@return what is compared: lower case, without ASCII punctuation and articles, single blanks between words} */
    public static String normalize(String text) {
        String lower = PythonText.withoutPunctuation(PythonText.lower(Require.nonNull(text, "text")));
        StringBuilder kept = new StringBuilder(lower.length());
        int start = 0;
        while (start < lower.length()) {
            int end = start;
            while (end < lower.length() && PythonText.isWord(lower.codePointAt(end))) {
                end += Character.charCount(lower.codePointAt(end));
            }
            if (end > start) {
                String word = lower.substring(start, end);
                kept.append(isArticle(word) ? " " : word);
            } else {
                end = start + Character.charCount(lower.codePointAt(start));
                kept.append(lower, start, end);
            }
            start = end;
        }
        return String.join(" ", PythonText.split(kept.toString()));
    }

    private static boolean isArticle(String word) {
        return word.equals("a") || word.equals("an") || word.equals("the");
    }

    @Override
    public String toString() {
        return signature().toString();
    }
}
