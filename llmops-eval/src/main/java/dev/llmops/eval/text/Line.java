package dev.llmops.eval.text;

import dev.llmops.eval.python.PythonText;
import java.util.function.IntPredicate;

/**
 * A text that is rewritten pass by pass, as the tokenizers of machine translation are defined.
 *
 * <p>A pass goes from left to right and consumes what it rewrites: after a match it goes on behind the match. So it
 * matters for runs such as {@code ..,} that a pass takes two characters at once. Buffers are used again for the next
 * text. Not safe for concurrent use.
 */
final class Line {
    private static final CodePointSet STOPS = CodePointSet.of(".,");

    /** ASCII punctuation and the blank, without apostrophe, comma, hyphen and full stop. */
    private static final CodePointSet ASCII_MARKS =
            CodePointSet.ofRanges(' ', '&', '(', '+', ':', '@', '/', '/', '[', '`', '{', '~');

    private CodePoints now = new CodePoints();
    private CodePoints spare = new CodePoints();

    /** {@return what the text is now; valid until the next pass} */
    CodePoints now() {
        return now;
    }

    /** Starts anew with {@code text}. */
    Line set(String text) {
        now.length = 0;
        now.add(text);
        return this;
    }

    /** Starts anew with {@code text} between two blanks. */
    Line setPadded(String text) {
        now.length = 0;
        now.add(' ');
        now.add(text);
        now.add(' ');
        return this;
    }

    /** Puts blanks round every character of {@code set}. */
    Line spaceOut(CodePointSet set) {
        CodePoints out = begin(3);
        int[] from = now.at;
        int[] to = out.at;
        int end = 0;
        for (int i = 0; i < now.length; i++) {
            int codePoint = from[i];
            if (set.contains(codePoint)) {
                to[end++] = ' ';
                to[end++] = codePoint;
                to[end++] = ' ';
            } else {
                to[end++] = codePoint;
            }
        }
        return end(end);
    }

    /** Puts blanks round every character of which {@code test} holds. */
    Line spaceOut(IntPredicate test) {
        CodePoints out = begin(3);
        int end = 0;
        for (int i = 0; i < now.length; i++) {
            int codePoint = now.at[i];
            boolean apart = test.test(codePoint);
            if (apart) {
                out.at[end++] = ' ';
            }
            out.at[end++] = codePoint;
            if (apart) {
                out.at[end++] = ' ';
            }
        }
        return end(end);
    }

    /** Removes every character of {@code set}. */
    Line remove(CodePointSet set) {
        CodePoints out = begin(1);
        int end = 0;
        for (int i = 0; i < now.length; i++) {
            if (!set.contains(now.at[i])) {
                out.at[end++] = now.at[i];
            }
        }
        return end(end);
    }

    /** The passes over ASCII punctuation that the NIST script {@code mteval-v13a} is known for. */
    Line splitWestern() {
        return spaceOut(ASCII_MARKS).splitStops();
    }

    /** Puts blanks round ASCII punctuation other than apostrophe, comma, hyphen and full stop. */
    Line splitAsciiMarks() {
        return spaceOut(ASCII_MARKS);
    }

    /** Splits full stops and commas off unless digits are on the other side, and hyphens off digits before them. */
    Line splitStops() {
        return stopsBehindOthers().stopsBeforeOthers().hyphensBehindDigits();
    }

    private Line stopsBehindOthers() {
        CodePoints out = begin(2);
        int[] from = now.at;
        int[] to = out.at;
        int end = 0;
        int i = 0;
        while (i < now.length) {
            int codePoint = from[i++];
            to[end++] = codePoint;
            if (!isDigit(codePoint) && i < now.length && STOPS.contains(from[i])) {
                to[end++] = ' ';
                to[end++] = from[i++];
                to[end++] = ' ';
            }
        }
        return end(end);
    }

    private Line stopsBeforeOthers() {
        CodePoints out = begin(2);
        int[] from = now.at;
        int[] to = out.at;
        int end = 0;
        int i = 0;
        while (i < now.length) {
            int codePoint = from[i++];
            if (STOPS.contains(codePoint) && i < now.length && !isDigit(from[i])) {
                to[end++] = ' ';
                to[end++] = codePoint;
                to[end++] = ' ';
                to[end++] = from[i++];
            } else {
                to[end++] = codePoint;
            }
        }
        return end(end);
    }

    private Line hyphensBehindDigits() {
        CodePoints out = begin(2);
        int[] from = now.at;
        int[] to = out.at;
        int end = 0;
        int i = 0;
        while (i < now.length) {
            int codePoint = from[i++];
            to[end++] = codePoint;
            if (isDigit(codePoint) && i < now.length && from[i] == '-') {
                to[end++] = ' ';
                to[end++] = from[i++];
                to[end++] = ' ';
            }
        }
        return end(end);
    }

    /** Splits a character of {@code second} off a character of {@code first} before it, and off what follows. */
    Line splitSecond(IntPredicate first, IntPredicate second) {
        CodePoints out = begin(2);
        int end = 0;
        int i = 0;
        while (i < now.length) {
            int codePoint = now.at[i++];
            out.at[end++] = codePoint;
            if (i < now.length && first.test(codePoint) && second.test(now.at[i])) {
                out.at[end++] = ' ';
                out.at[end++] = now.at[i++];
                out.at[end++] = ' ';
            }
        }
        return end(end);
    }

    /** Splits a character of {@code first} off a character of {@code second} behind it, and off what precedes. */
    Line splitFirst(IntPredicate first, IntPredicate second) {
        CodePoints out = begin(2);
        int end = 0;
        int i = 0;
        while (i < now.length) {
            int codePoint = now.at[i++];
            if (i < now.length && first.test(codePoint) && second.test(now.at[i])) {
                out.at[end++] = ' ';
                out.at[end++] = codePoint;
                out.at[end++] = ' ';
                out.at[end++] = now.at[i++];
            } else {
                out.at[end++] = codePoint;
            }
        }
        return end(end);
    }

    /** Puts a blank before an apostrophe that has an {@code s} and a blank behind it. */
    Line splitPossessives() {
        CodePoints out = begin(2);
        int end = 0;
        for (int i = 0; i < now.length; i++) {
            if (now.at[i] == '\'' && i + 2 < now.length && now.at[i + 1] == 's' && now.at[i + 2] == ' ') {
                out.at[end++] = ' ';
            }
            out.at[end++] = now.at[i];
        }
        return end(end);
    }

    /** {@return the pieces between white space, joined by single blanks} */
    String joined() {
        StringBuilder joined = new StringBuilder(now.length);
        int i = 0;
        while (i < now.length) {
            int start = i;
            while (i < now.length && !PythonText.isSpace(now.at[i])) {
                i++;
            }
            if (i > start) {
                joined.append(joined.length() == 0 ? "" : " ").append(now.text(start, i));
            }
            i++;
        }
        return joined.toString();
    }

    private static boolean isDigit(int codePoint) {
        return codePoint >= '0' && codePoint <= '9';
    }

    /** Makes room for a pass that writes at most {@code growth} code points for each that it reads. */
    private CodePoints begin(int growth) {
        spare.ensure(Math.multiplyExact(growth, now.length));
        return spare;
    }

    private Line end(int length) {
        CodePoints done = spare;
        done.length = length;
        spare = now;
        now = done;
        return this;
    }
}
