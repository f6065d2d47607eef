package dev.llmops.core.language;

import dev.llmops.api.text.TextSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts Markdown or plain text into statements and takes the markup off them.
 *
 * <p>Understands paragraphs, headings, lists, block quotes, fenced code, tables with pipes and
 * tables aligned with blanks. Nothing is an error: what is not understood is read as a paragraph.
 * Takes time proportional to the length of the text.
 */
public final class MarkdownText {
    private final String text;
    private final List<Statement> statements = new ArrayList<>();
    private final List<String> headings = new ArrayList<>();
    private final Deque<Integer> headingLevels = new ArrayDeque<>();
    private final InlineText paragraph;
    private Statement.Kind paragraphKind = Statement.Kind.SENTENCE;
    private int lead = -1;
    private int block;
    private int position;

    private MarkdownText(String text) {
        this.text = text;
        this.paragraph = new InlineText(text);
    }

    /** {@return the statements of {@code text}, in order} */
    public static List<Statement> statements(String text) {
        MarkdownText markdown = new MarkdownText(text);
        markdown.read();
        return List.copyOf(markdown.statements);
    }

    private void read() {
        while (position < text.length()) {
            int start = position;
            int end = lineEnd(start);
            position = Math.min(end + 1, text.length());
            readLine(start, end);
            if (end >= text.length()) {
                break;
            }
        }
        endParagraph();
    }

    private void readLine(int lineStart, int lineEnd) {
        int start = skipQuote(lineStart, lineEnd);
        int end = trimEnd(start, lineEnd);
        if (start == end) {
            endParagraph();
            paragraphKind = Statement.Kind.SENTENCE;
            return;
        }
        char first = text.charAt(start);
        if ((first == '`' || first == '~') && isFence(start, end)) {
            endParagraph();
            readCode(first);
        } else if (first == '#' && headingLevel(start, end) > 0) {
            int level = headingLevel(start, end);
            endParagraph();
            addHeading(level, start + level, end);
        } else if (isUnderline(start, end)) {
            underline(first == '=' ? 1 : 2);
        } else if (Table.isRow(text, start, end)) {
            readTable(start, end);
        } else if (bulletEnd(start, end) > 0) {
            endParagraph();
            paragraphKind = Statement.Kind.ITEM;
            block++;
            paragraph.append(bulletEnd(start, end), end);
        } else if (first == '<' && text.startsWith("<!--", start) && text.startsWith("-->", end - 3)) {
            endParagraph();
        } else {
            if (paragraph.isEmpty() && paragraphKind == Statement.Kind.SENTENCE) {
                lead = -1;
            }
            paragraph.append(start, end);
        }
    }

    private void endParagraph() {
        if (paragraph.isEmpty()) {
            return;
        }
        block++;
        String plain = paragraph.plain();
        List<TextSpan> sentences = Sentences.split(plain);
        for (TextSpan sentence : sentences) {
            int start = paragraph.sourceStart(sentence.start());
            int end = paragraph.sourceEnd(sentence.end());
            add(paragraphKind, start, end, sentence.in(plain), paragraphKind == Statement.Kind.ITEM ? lead : -1);
        }
        if (paragraphKind == Statement.Kind.SENTENCE) {
            boolean introduces = plain.endsWith(":") && !sentences.isEmpty();
            lead = introduces ? statements.size() - 1 : -1;
        }
        paragraph.clear();
    }

    private void add(Statement.Kind kind, int start, int end, String plain, int introducedBy) {
        if (!plain.isEmpty()) {
            statements.add(new Statement(kind, start, end, plain, introducedBy, block, List.copyOf(headings)));
        }
    }

    private void addHeading(int level, int start, int end) {
        int last = end;
        while (last > start && text.charAt(last - 1) == '#') {
            last--;
        }
        paragraph.append(start, last);
        String title = paragraph.plain().strip();
        paragraph.clear();
        nameSection(level, title, start, end);
    }

    private void nameSection(int level, String title, int start, int end) {
        while (!headingLevels.isEmpty() && headingLevels.getLast() >= level) {
            headingLevels.removeLast();
            headings.remove(headings.size() - 1);
        }
        block++;
        add(Statement.Kind.HEADING, start, end, title, -1);
        headingLevels.addLast(level);
        headings.add(title);
        lead = -1;
        paragraphKind = Statement.Kind.SENTENCE;
    }

    /** A line of hyphens or equals signs makes the one line above it a heading; else it is a rule. */
    private void underline(int level) {
        String plain = paragraph.plain();
        if (paragraph.lines() == 1 && !plain.isBlank() && paragraphKind == Statement.Kind.SENTENCE) {
            int start = paragraph.sourceStart(0);
            int end = paragraph.sourceEnd(plain.length());
            paragraph.clear();
            nameSection(level, plain.strip(), start, end);
        } else {
            endParagraph();
        }
    }

    private void readCode(char fence) {
        int introducedBy = lead >= 0 ? lead : statements.size() - 1;
        block++;
        boolean open = true;
        while (open && position < text.length()) {
            int end = lineEnd(position);
            int start = skipBlanks(position, end);
            position = Math.min(end + 1, text.length());
            int last = trimEnd(start, end);
            boolean closing = start < last && text.charAt(start) == fence && isFence(start, last);
            open = !closing;
            if (!closing && start < last) {
                add(Statement.Kind.CODE, start, last, cut(start, last), introducedBy);
            }
        }
    }

    private String cut(int start, int end) {
        return text.substring(start, Math.min(end, start + InlineText.LONGEST_LINE));
    }

    private void readTable(int firstStart, int firstEnd) {
        endParagraph();
        block++;
        int introducedBy = lead;
        Table table = new Table(text);
        int start = firstStart;
        int end = firstEnd;
        while (Table.isRow(text, start, end)) {
            table.add(start, end);
            if (position >= text.length()) {
                break;
            }
            int lineEnd = lineEnd(position);
            start = skipQuote(position, lineEnd);
            end = trimEnd(start, lineEnd);
            if (!Table.isRow(text, start, end)) {
                break;
            }
            position = Math.min(lineEnd + 1, text.length());
        }
        table.rows().forEach(row -> add(Statement.Kind.ROW, row.start(), row.end(), row.text(), introducedBy));
    }

    private int lineEnd(int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    private int skipBlanks(int start, int end) {
        int position = start;
        while (position < end && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position;
    }

    private int skipQuote(int start, int end) {
        int position = skipBlanks(start, end);
        while (position < end && text.charAt(position) == '>') {
            position = skipBlanks(position + 1, end);
        }
        return position;
    }

    private int trimEnd(int start, int end) {
        int last = end;
        while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
            last--;
        }
        return last;
    }

    private boolean isFence(int start, int end) {
        return end - start >= 3
                && text.charAt(start + 1) == text.charAt(start)
                && text.charAt(start + 2) == text.charAt(start);
    }

    private int headingLevel(int start, int end) {
        int level = 0;
        while (start + level < end && text.charAt(start + level) == '#') {
            level++;
        }
        boolean title = start + level < end && Character.isWhitespace(text.charAt(start + level));
        return level <= 6 && title ? level : 0;
    }

    private boolean isUnderline(int start, int end) {
        char mark = text.charAt(start);
        if (end - start < 3 || "=-*_".indexOf(mark) < 0) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (text.charAt(i) != mark && text.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    /** {@return where the text of a list item begins, 0 if the line is none} */
    private int bulletEnd(int start, int end) {
        char first = text.charAt(start);
        int after = start + 1;
        if (first >= '0' && first <= '9') {
            while (after < end && after - start < 4 && Character.isDigit(text.charAt(after))) {
                after++;
            }
            if (after >= end || (text.charAt(after) != '.' && text.charAt(after) != ')')) {
                return 0;
            }
            after++;
        } else if ("-*+•–".indexOf(first) < 0) {
            return 0;
        }
        return after < end && Character.isWhitespace(text.charAt(after)) ? skipBlanks(after, end) : 0;
    }
}
