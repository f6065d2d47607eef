package dev.llmops.eval.text;

import dev.llmops.eval.python.PythonText;
import java.util.List;

/**
 * The rewriting rules of the Penn Treebank, in the order and with the details of NLTK 3.10.
 *
 * <p>A rule looks at every place from left to right. Where it fits, it writes what stands there anew and goes on behind
 * it. Not safe for concurrent use.
 */
final class TreebankRules {
    private static final CodePointSet OPENERS = CodePointSet.of(" ([{<");
    private static final CodePointSet BRACKETS = CodePointSet.of("[](){}<>");
    private static final CodePointSet SIGNS = CodePointSet.of(";@#$%&");
    private static final CodePointSet CLOSERS = CodePointSet.of("])}>\"'");
    private static final CodePointSet TYPOGRAPHIC_CLOSERS = CodePointSet.of("])}>\"'»”’ ");
    private static final CodePointSet TYPOGRAPHIC_DASHES = CodePointSet.ofRanges(0x2012, 0x2015);
    private static final CodePointSet TYPOGRAPHIC_OPENING = CodePointSet.of("«“‘„");
    private static final CodePointSet TYPOGRAPHIC_CLOSING = CodePointSet.of("»”’");

    private static final List<String> NO_QUOTE = List.of("re", "ve", "ll", "m", "t", "s", "d", "n");
    private static final List<String> SHORT_CLITICS = List.of("'s", "'S", "'m", "'M", "'d", "'D", "'");
    private static final List<String> CLITICS = List.of("'ll", "'LL", "'re", "'RE", "'ve", "'VE", "n't", "N'T");
    private static final List<List<String>> CONTRACTIONS = List.of(
            List.of("can", "not"),
            List.of("d", "'ye"),
            List.of("gim", "me"),
            List.of("gon", "na"),
            List.of("got", "ta"),
            List.of("lem", "me"),
            List.of("more", "'n"),
            List.of("wan", "na"));

    private final boolean typographic;
    private CodePoints in = new CodePoints();
    private CodePoints out = new CodePoints();

    TreebankRules(String text, boolean typographic) {
        this.typographic = typographic;
        in.add(text);
    }

    /** {@return the words; may be called once} */
    List<String> words() {
        openingQuotes();
        punctuation();
        rewrite(i -> apart(i, BRACKETS.contains(in.at[i]) ? 1 : 0));
        rewrite(i -> apart(i, run(i, '-') >= 2 ? 2 : 0));
        if (typographic) {
            rewrite(i -> apart(i, TYPOGRAPHIC_DASHES.contains(in.at[i]) ? 1 : 0));
        }
        out.length = 0;
        out.add(' ');
        out.add(in.toString());
        out.add(' ');
        swap();
        closingQuotes();
        for (List<String> parts : CONTRACTIONS) {
            rewrite(i -> contraction(i, parts.get(0), parts.get(1)));
        }
        rewrite(i -> oldContraction(i, "is"));
        rewrite(i -> oldContraction(i, "was"));
        return PythonText.split(in.toString());
    }

    private void openingQuotes() {
        if (typographic) {
            rewrite(i -> apart(i, TYPOGRAPHIC_OPENING.contains(in.at[i]) ? 1 : run(i, '`')));
        }
        rewrite(i -> i == 0 && in.at[i] == '"' ? replace("``", i + 1) : -1);
        rewrite(i -> apart(i, run(i, '`') >= 2 ? 2 : 0));
        rewrite(this::quoteBehindOpener);
        if (typographic) {
            rewrite(this::quotedWord);
        }
    }

    private void punctuation() {
        if (typographic) {
            finalPeriod(TYPOGRAPHIC_CLOSERS, true);
        }
        rewrite(this::commaOrColon);
        rewrite(i -> apart(i, isCommaOrColon(i) && isAtEnd(i + 1) ? 1 : 0));
        if (typographic) {
            rewrite(i -> apart(i, run(i, '.') >= 2 ? run(i, '.') : 0));
        } else {
            rewrite(i -> apart(i, run(i, '.') >= 3 ? 3 : 0));
        }
        rewrite(i -> apart(i, SIGNS.contains(in.at[i]) ? 1 : 0));
        finalPeriod(CLOSERS, false);
        rewrite(i -> apart(i, in.at[i] == '?' || in.at[i] == '!' ? 1 : 0));
        rewrite(this::apostropheBeforeBlank);
        if (typographic) {
            rewrite(i -> apart(i, in.at[i] == '*' ? 1 : 0));
        }
    }

    private void closingQuotes() {
        if (typographic) {
            rewrite(i -> apart(i, TYPOGRAPHIC_CLOSING.contains(in.at[i]) ? 1 : 0));
        }
        rewrite(i -> apart(i, run(i, '\'') >= 2 ? 2 : 0));
        rewrite(i -> in.at[i] == '"' ? replace(" '' ", i + 1) : -1);
        if (typographic) {
            rewrite(i -> PythonText.isSpace(in.at[i]) ? replace(" ", spaceEnd(i)) : -1);
        }
        rewrite(i -> clitic(i, SHORT_CLITICS));
        rewrite(i -> clitic(i, CLITICS));
    }

    /** A full stop at the end of the text, with what may close a sentence behind it. */
    private void finalPeriod(CodePointSet closers, boolean blankBehind) {
        int period = in.length - 1;
        while (period > 0 && in.at[period] != '.') {
            period--;
        }
        int closed = period + 1;
        while (closed < in.length && closers.contains(in.at[closed])) {
            closed++;
        }
        if (period > 0 && in.at[period - 1] != '.' && spaceEnd(closed) == in.length) {
            String rest = " ." + (blankBehind ? " " : "") + in.text(period + 1, closed) + " ";
            in.length = period;
            in.add(rest);
        }
    }

    private int quoteBehindOpener(int i) {
        if (!OPENERS.contains(in.at[i])) {
            return -1;
        }
        int quote = is(i + 1, "\"") ? 1 : is(i + 1, "''") ? 2 : 0;
        if (quote == 0) {
            return -1;
        }
        out.add(in.at[i]);
        return replace(" `` ", i + 1 + quote);
    }

    /** An apostrophe at the beginning of a word that is no clitic. */
    private int quotedWord(int i) {
        if (in.at[i] != '\'' || isWord(i - 1) || !isWord(i + 1)) {
            return -1;
        }
        for (String clitic : NO_QUOTE) {
            if (isIgnoringCase(i + 1, clitic) && !isWord(i + 1 + clitic.length())) {
                return -1;
            }
        }
        return replace("' ", i + 1);
    }

    private int commaOrColon(int i) {
        if (!isCommaOrColon(i) || i + 1 >= in.length || Character.isDigit(in.at[i + 1])) {
            return -1;
        }
        out.add(' ');
        out.add(in.at[i]);
        out.add(' ');
        out.add(in.at[i + 1]);
        return i + 2;
    }

    private boolean isCommaOrColon(int i) {
        return in.at[i] == ':' || in.at[i] == ',';
    }

    private int apostropheBeforeBlank(int i) {
        if (in.at[i] == '\'' || !is(i + 1, "' ")) {
            return -1;
        }
        out.add(in.at[i]);
        return replace(" ' ", i + 3);
    }

    /** One of {@code clitics} behind anything but an apostrophe or a blank, and with a blank behind it. */
    private int clitic(int i, List<String> clitics) {
        if (in.at[i] == '\'' || in.at[i] == ' ') {
            return -1;
        }
        for (String clitic : clitics) {
            if (is(i + 1, clitic) && is(i + 1 + clitic.length(), " ")) {
                out.add(in.at[i]);
                return replace(" " + clitic + " ", i + 2 + clitic.length());
            }
        }
        return -1;
    }

    private int contraction(int i, String first, String second) {
        int middle = i + first.length();
        int end = middle + second.length();
        boolean fits = isIgnoringCase(i, first) && isIgnoringCase(middle, second);
        if (!fits || isWord(i - 1) || isWord(end)) {
            return -1;
        }
        if (first.equals("wan") && spaceEnd(end) == end) {
            return -1;
        }
        return replace(" " + in.text(i, middle) + " " + in.text(middle, end) + " ", end);
    }

    /** 'tis and 'twas. */
    private int oldContraction(int i, String verb) {
        int end = i + 3 + verb.length();
        if (in.at[i] != ' ' || !isIgnoringCase(i + 1, "'t") || !isIgnoringCase(i + 3, verb) || isWord(end)) {
            return -1;
        }
        return replace(" " + in.text(i + 1, i + 3) + " " + in.text(i + 3, end) + " ", end);
    }

    /** Puts blanks round {@code count} characters; {@return where to go on, or -1 if the count is 0} */
    private int apart(int i, int count) {
        return count == 0 ? -1 : replace(" " + in.text(i, i + count) + " ", i + count);
    }

    private int replace(String text, int next) {
        out.add(text);
        return next;
    }

    private void rewrite(Rule rule) {
        out.length = 0;
        int i = 0;
        while (i < in.length) {
            int next = rule.apply(i);
            if (next < 0) {
                out.add(in.at[i++]);
            } else {
                i = next;
            }
        }
        swap();
    }

    private void swap() {
        CodePoints done = out;
        out = in;
        in = done;
    }

    /** {@return how often {@code character} stands at {@code i} and behind it} */
    private int run(int i, int character) {
        int end = i;
        while (end < in.length && in.at[end] == character) {
            end++;
        }
        return end - i;
    }

    /** {@return where the white space ends that begins at {@code i}} */
    private int spaceEnd(int i) {
        int end = i;
        while (end < in.length && PythonText.isSpace(in.at[end])) {
            end++;
        }
        return end;
    }

    private boolean is(int i, String text) {
        if (i + text.length() > in.length) {
            return false;
        }
        for (int j = 0; j < text.length(); j++) {
            if (in.at[i + j] != text.charAt(j)) {
                return false;
            }
        }
        return true;
    }

    private boolean isIgnoringCase(int i, String lower) {
        if (i + lower.length() > in.length) {
            return false;
        }
        for (int j = 0; j < lower.length(); j++) {
            if (fold(in.at[i + j]) != lower.charAt(j)) {
                return false;
            }
        }
        return true;
    }

    /** {@return the letter that Python's expressions take for the same one when they ignore case} */
    private static int fold(int codePoint) {
        return switch (codePoint) {
            case 0x130, 0x131 -> 'i';
            case 0x17F -> 's';
            default -> Character.toLowerCase(codePoint);
        };
    }

    private boolean isWord(int i) {
        return i >= 0 && i < in.length && PythonText.isWord(in.at[i]);
    }

    /** {@return whether the text ends at {@code i}, perhaps with one more line feed} */
    private boolean isAtEnd(int i) {
        return i == in.length || i == in.length - 1 && in.at[i] == '\n';
    }

    /** Writes a place anew. */
    @FunctionalInterface
    private interface Rule {
        /** {@return where to go on; -1 if the rule does not fit at {@code i}, and then nothing is written} */
        int apply(int i);
    }
}
