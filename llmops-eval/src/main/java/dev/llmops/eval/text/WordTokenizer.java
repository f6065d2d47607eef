package dev.llmops.eval.text;

import dev.llmops.api.Require;
import dev.llmops.eval.python.PythonText;
import java.util.ArrayList;
import java.util.List;

/** How a text becomes words, as NLTK 3.10 does it. */
public enum WordTokenizer {
    /** What stands between white space. */
    SPLIT("split"),
    /** Runs of letters, digits and underscores, and runs of everything else that is no white space. */
    WORD_PUNCT("wordpunct"),
    /** The rules of the Penn Treebank: punctuation, quotes and English contractions apart. */
    TREEBANK("treebank"),
    /** The rules of the Penn Treebank, with typographic quotes: what {@code word_tokenize} does within a sentence. */
    NLTK_WORD("nltk-word");

    private final String label;

    WordTokenizer(String label) {
        this.label = label;
    }

    /** {@return the name that signatures give it} */
    public String label() {
        return label;
    }

    /** {@return the words of {@code text}} */
    public List<String> tokenize(String text) {
        Require.nonNull(text, "text");
        return switch (this) {
            case SPLIT -> PythonText.split(text);
            case WORD_PUNCT -> wordPunct(text);
            case TREEBANK -> new TreebankRules(text, false).words();
            case NLTK_WORD -> new TreebankRules(text, true).words();
        };
    }

    private static List<String> wordPunct(String text) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            int start = i;
            Kind kind = Kind.of(text.codePointAt(i));
            while (i < text.length() && Kind.of(text.codePointAt(i)) == kind) {
                i += Character.charCount(text.codePointAt(i));
            }
            if (kind != Kind.SPACE) {
                words.add(text.substring(start, i));
            }
        }
        return words;
    }

    /** What the expressions of {@code WordPunct} tell apart: words as Unicode's annex 18 has them, so with marks. */
    private enum Kind {
        WORD,
        SPACE,
        OTHER;

        private static final int MARKS_DIGITS_CONNECTORS = 1 << Character.NON_SPACING_MARK
                | 1 << Character.ENCLOSING_MARK
                | 1 << Character.COMBINING_SPACING_MARK
                | 1 << Character.DECIMAL_DIGIT_NUMBER
                | 1 << Character.CONNECTOR_PUNCTUATION;

        static Kind of(int codePoint) {
            boolean joiner = codePoint == 0x200C || codePoint == 0x200D;
            if (joiner
                    || Character.isAlphabetic(codePoint)
                    || (MARKS_DIGITS_CONNECTORS >>> Character.getType(codePoint) & 1) != 0) {
                return WORD;
            }
            boolean separator = codePoint >= 0x1C && codePoint <= 0x1F;
            return PythonText.isSpace(codePoint) && !separator ? SPACE : OTHER;
        }
    }
}
