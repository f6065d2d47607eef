package dev.llmops.eval.text;

import dev.llmops.api.Require;
import dev.llmops.eval.python.PythonText;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cuts the endings of English words: {@code connections} becomes {@code connect}.
 *
 * <p>Porter, "An algorithm for suffix stripping" (1980), with the departures that NLTK has made, for ROUGE and METEOR
 * are defined by them. Words are lower-cased first; what is no English word comes back more or less as it is. Stems of
 * short words are kept, up to a bound. Safe for concurrent use.
 */
public final class PorterStemmer {
    private static final int KEPT_WORDS = 1 << 16;
    private static final int KEPT_LENGTH = 40;

    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("sky", "sky"),
            Map.entry("skies", "sky"),
            Map.entry("dying", "die"),
            Map.entry("lying", "lie"),
            Map.entry("tying", "tie"),
            Map.entry("news", "news"),
            Map.entry("innings", "inning"),
            Map.entry("inning", "inning"),
            Map.entry("outings", "outing"),
            Map.entry("outing", "outing"),
            Map.entry("cannings", "canning"),
            Map.entry("canning", "canning"),
            Map.entry("howe", "howe"),
            Map.entry("proceed", "proceed"),
            Map.entry("exceed", "exceed"),
            Map.entry("succeed", "succeed"));

    private final Mode mode;
    private final Map<String, String> kept = new ConcurrentHashMap<>();

    private PorterStemmer(Mode mode) {
        this.mode = mode;
    }

    /** {@return a stemmer with all of NLTK's departures: the one that ROUGE and METEOR use} */
    public static PorterStemmer nltk() {
        return of(Mode.NLTK_EXTENSIONS);
    }

    /** {@return a stemmer with the departures of {@code mode}} */
    public static PorterStemmer of(Mode mode) {
        return new PorterStemmer(Require.nonNull(mode, "mode"));
    }

    /** {@return the stem of {@code word}, in lower case} */
    public String stem(String word) {
        String known = kept.get(word);
        if (known != null) {
            return known;
        }
        String stem = compute(Require.nonNull(word, "word"));
        if (word.length() <= KEPT_LENGTH) {
            if (kept.size() >= KEPT_WORDS) {
                kept.clear();
            }
            kept.put(word, stem);
        }
        return stem;
    }

    private String compute(String word) {
        String lower = PythonText.lower(word);
        if (mode == Mode.NLTK_EXTENSIONS) {
            String irregular = IRREGULAR.get(lower);
            if (irregular != null) {
                return irregular;
            }
        }
        // The length before lower-casing, which can make a word longer.
        if (mode != Mode.ORIGINAL_ALGORITHM && word.codePointCount(0, word.length()) <= 2) {
            return lower;
        }
        return PorterWord.of(lower, mode).stem();
    }

    /** {@return which departures from the paper this stemmer has} */
    public Mode mode() {
        return mode;
    }

    @Override
    public String toString() {
        return "PorterStemmer[" + mode + "]";
    }

    /** Which departures from the paper a stemmer has. */
    public enum Mode {
        /** All of NLTK's: a table of irregular words, gentler cuts of {@code -ies}, {@code -ied} and {@code -y}. */
        NLTK_EXTENSIONS,
        /** Those of the paper's author: two more suffixes, and words of one or two letters stay. */
        MARTIN_EXTENSIONS,
        /** None: the paper as it was printed. */
        ORIGINAL_ALGORITHM
    }
}
