package dev.llmops.eval.text;

import dev.llmops.eval.python.PythonText;

/** How TER takes a text apart: the rules of Tercom, as sacreBLEU has them. */
final class TercomTokenizer {
    private static final CodePointSet MARKS = CodePointSet.of(".,?:;!\"()");

    private static final CodePointSet ASIAN_MARKS = CodePointSet.ofRanges(
            0x3001, 0x3002, 0x3008, 0x3011, 0x3014, 0x301F, 0x30FB, 0x30FB, 0xFF61, 0xFF65, 0xFF01, 0xFF02, 0xFF08,
            0xFF09, 0xFF0C, 0xFF0C, 0xFF0E, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF1F);

    /** Ideographs with their strokes, radicals and compatibility forms; enclosed letters reach as far as the tool's. */
    private static final CodePointSet IDEOGRAPHS = CodePointSet.ofRanges(
            0x2E80, 0x2EFF, 0x31C0, 0x31EF, 0x3200, 0x3F22, 0x3300, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xF900,
            0xFAFF, 0xFE30, 0xFE4F);

    private final boolean normalized;
    private final boolean withoutMarks;
    private final boolean asianSupport;
    private final boolean caseSensitive;

    TercomTokenizer(boolean normalized, boolean withoutMarks, boolean asianSupport, boolean caseSensitive) {
        this.normalized = normalized;
        this.withoutMarks = withoutMarks;
        this.asianSupport = asianSupport;
        this.caseSensitive = caseSensitive;
    }

    /** Writes {@code text} into {@code line} so that its tokens are what stands between white space. */
    void split(String text, Line line) {
        String cased = caseSensitive ? text : PythonText.lower(text);
        if (normalized) {
            normalize(cased, line);
        } else {
            line.set(cased);
        }
        if (withoutMarks) {
            line.remove(MARKS);
            if (asianSupport) {
                line.remove(ASIAN_MARKS);
            }
        }
    }

    private void normalize(String text, Line line) {
        String joined = text.indexOf('\n') < 0 ? text : text.replace("\n-", "").replace('\n', ' ');
        line.setPadded(BleuTokenizer.withoutEntities(joined))
                .splitAsciiMarks()
                .splitPossessives()
                .splitStops();
        if (asianSupport) {
            line.spaceOut(IDEOGRAPHS).spaceOut(ASIAN_MARKS);
        }
    }

    /** {@return {@code text} with blanks between tokens} */
    String tokenize(String text) {
        Line line = new Line();
        split(text, line);
        return line.joined();
    }
}
