package dev.llmops.eval.text;

import dev.llmops.eval.python.PythonText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts texts into the words that ROUGE compares. Immutable; safe for concurrent use.
 *
 * <p>The words of rouge-score are runs of {@code a-z} and {@code 0-9}: letters with accents vanish, and every text in
 * another script scores 0. {@link #unicode()} takes words of all scripts, and gives the same as {@link #google()} for
 * texts in ASCII. Scores with different tokenizers cannot be compared.
 */
public final class RougeTokenizer {
    private static final int LONGEST_UNSTEMMED = 3;
    private static final RougeTokenizer GOOGLE = new RougeTokenizer(false, null);
    private static final RougeTokenizer UNICODE = new RougeTokenizer(true, null);

    private final boolean unicode;
    private final @Nullable PorterStemmer stemmer;

    private RougeTokenizer(boolean unicode, @Nullable PorterStemmer stemmer) {
        this.unicode = unicode;
        this.stemmer = stemmer;
    }

    /** {@return the tokenizer of rouge-score: words of {@code a-z} and {@code 0-9}} */
    public static RougeTokenizer google() {
        return GOOGLE;
    }

    /**
     * {@return a tokenizer for all scripts: words of letters, digits and marks}
     *
     * <p>Where words are written without spaces, as in Chinese, Japanese or Thai, each letter is a word.
     */
    public static RougeTokenizer unicode() {
        return UNICODE;
    }

    /** {@return this tokenizer, with English words of more than three letters cut to their stems} */
    public RougeTokenizer stemmed() {
        return stemmer == null ? new RougeTokenizer(unicode, PorterStemmer.nltk()) : this;
    }

    /** {@return whether words are cut to their stems} */
    public boolean isStemmed() {
        return stemmer != null;
    }

    /** {@return {@code google} or {@code unicode}} */
    public String name() {
        return unicode ? "unicode" : "google";
    }

    /** {@return the words of {@code text}} */
    public List<String> tokenize(String text) {
        List<String> tokens = new ArrayList<>();
        if (unicode) {
            allScripts(PythonText.lower(Normalizer.normalize(text, Normalizer.Form.NFC)), tokens);
        } else {
            asciiRuns(PythonText.lower(text), tokens);
        }
        return tokens;
    }

    private void asciiRuns(String text, List<String> tokens) {
        int start = -1;
        for (int i = 0; i < text.length(); i++) {
            if (isAsciiWord(text.charAt(i))) {
                start = start < 0 ? i : start;
            } else if (start >= 0) {
                tokens.add(stem(text.substring(start, i)));
                start = -1;
            }
        }
        if (start >= 0) {
            tokens.add(stem(text.substring(start)));
        }
    }

    private void allScripts(String text, List<String> tokens) {
        StringBuilder token = new StringBuilder();
        boolean alone = false;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            int type = Character.getType(codePoint);
            boolean mark = type == Character.NON_SPACING_MARK
                    || type == Character.COMBINING_SPACING_MARK
                    || type == Character.ENCLOSING_MARK;
            boolean letter = codePoint != '_' && PythonText.isWord(codePoint);
            boolean unspaced = letter && isWrittenWithoutSpaces(codePoint);
            // Joiners and other format characters neither end a word nor are a part of it.
            if (type != Character.FORMAT && !mark && (!letter || unspaced || alone)) {
                finish(token, tokens);
            }
            if (letter || mark && token.length() > 0) {
                token.appendCodePoint(codePoint);
            }
            if (letter) {
                alone = unspaced;
            }
        }
        finish(token, tokens);
    }

    private void finish(StringBuilder token, List<String> tokens) {
        if (token.length() > 0) {
            tokens.add(stem(token.toString()));
            token.setLength(0);
        }
    }

    private static boolean isWrittenWithoutSpaces(int codePoint) {
        if (codePoint < 0x0E00) {
            return false;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, BALINESE, JAVANESE, TAI_THAM, NEW_TAI_LUE -> true;
            default -> false;
        };
    }

    private String stem(String word) {
        if (stemmer == null || word.length() <= LONGEST_UNSTEMMED || unicode && !isAscii(word)) {
            return word;
        }
        return stemmer.stem(word);
    }

    private static boolean isAscii(String word) {
        return word.chars().allMatch(RougeTokenizer::isAsciiWord);
    }

    private static boolean isAsciiWord(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        return "RougeTokenizer[" + name() + (isStemmed() ? ", stemmed]" : "]");
    }
}
