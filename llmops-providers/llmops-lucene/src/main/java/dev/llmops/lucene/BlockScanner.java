package dev.llmops.lucene;

import dev.llmops.lucene.Block.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds headings, paragraphs, list items, tables and code in a text, line by line.
 *
 * <p>The blocks come in order, do not overlap and hold every character that is not white space.
 * What counts is where a text may be cut, not how it would be shown; so nesting is left out, and a
 * line that is not understood is part of a paragraph. Block syntax follows CommonMark 0.31 with the
 * tables of GitHub; AsciiDoc is understood as far as its headings and listings go.
 */
final class BlockScanner {
    private static final Pattern ATX_HEADING = Pattern.compile(" {0,3}(#{1,6})(?:[ \\t](.*))?");
    private static final Pattern ASCIIDOC_HEADING = Pattern.compile("(={1,6})[ \\t]+(\\S.*)");
    private static final Pattern UNDERLINE = Pattern.compile(" {0,3}(?:=+|-+)[ \\t]*");
    private static final Pattern FENCE = Pattern.compile("[ \\t]*(?:(?:[-*+]|\\d{1,9}[.)])[ \\t]+)?(`{3,}|~{3,})(.*)");
    private static final Pattern ASCIIDOC_FENCE = Pattern.compile("(-{4,}|\\.{4,})[ \\t]*");
    private static final Pattern LIST_ITEM = Pattern.compile("[ \\t]*(?:[-*+]|\\d{1,9}[.)])(?:[ \\t]+\\S.*|[ \\t]*)");
    private static final Pattern INDENT = Pattern.compile(" {0,3}\\S");
    private static final Pattern INDENTED = Pattern.compile("(?: {4}|\\t).*");
    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");
    private static final Pattern ANCHOR = Pattern.compile("[ \\t]*\\{[#.:][^}]*\\}[ \\t]*$");

    private static final Pattern CLOSING_MARKS = Pattern.compile("[ \\t]#+[ \\t]*$");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** What is longer is cut before its marks are taken out, which takes quadratic time at worst. */
    private static final int LONGEST_HEADING = 400;

    private final String text;
    private final boolean markup;
    private final boolean asciidoc;
    private final List<Block> blocks = new ArrayList<>();

    // The line that is looked at, without its line break, and where the one after it begins.
    private int lineStart;
    private int lineEnd;
    private int nextStart;
    private String line = "";

    // The paragraph or list item that is being collected; none while its start is negative.
    private int openStart = -1;
    private int openEnd;
    private int openLines;
    private boolean openIndented;
    private Kind openKind = Kind.PARAGRAPH;

    private BlockScanner(String text, String mediaType) {
        this.text = text;
        this.asciidoc = mediaType.equals("text/asciidoc");
        this.markup = asciidoc || mediaType.equals("text/markdown") || mediaType.equals("text/html");
    }

    /** {@return the blocks of {@code text}} */
    static List<Block> scan(String text, String mediaType) {
        BlockScanner scanner = new BlockScanner(text, mediaType);
        scanner.run();
        return scanner.blocks;
    }

    private void run() {
        readLine(0);
        if (markup && line.equals("---")) {
            frontMatter();
        }
        for (; lineStart < text.length(); readLine(nextStart)) {
            if (line.isBlank()) {
                closeOpen();
                if (line.indexOf('\f') >= 0) {
                    blocks.add(Block.of(Kind.PAGE_BREAK, lineStart, lineStart));
                }
            } else if (!markup || !structured()) {
                extend(Kind.PARAGRAPH);
            }
        }
        closeOpen();
    }

    /** Takes the present line if it begins something other than a paragraph. */
    private boolean structured() {
        return fence() || heading() || underlined() || rule() || tableHead() || listItem();
    }

    private void frontMatter() {
        int start = lineStart;
        for (readLine(nextStart); lineStart < text.length(); readLine(nextStart)) {
            if (line.equals("---") || line.equals("...")) {
                blocks.add(Block.of(Kind.CODE, start, lineEnd));
                readLine(nextStart);
                return;
            }
        }
        readLine(0);
    }

    private boolean fence() {
        Matcher matcher = (asciidoc ? ASCIIDOC_FENCE : FENCE).matcher(line);
        if (!matcher.matches() || (asciidoc && line.isBlank())) {
            return false;
        }
        String mark = matcher.group(1);
        if (!asciidoc && mark.charAt(0) == '`' && matcher.group(2).indexOf('`') >= 0) {
            return false;
        }
        closeOpen();
        int start = lineStart;
        int end = lineEnd;
        for (readLine(nextStart); lineStart < text.length(); readLine(nextStart)) {
            end = lineEnd;
            if (closes(mark)) {
                break;
            }
        }
        blocks.add(Block.of(Kind.CODE, start, end));
        return true;
    }

    private boolean closes(String mark) {
        String stripped = line.strip();
        return stripped.length() >= mark.length()
                && (!asciidoc || stripped.length() == mark.length())
                && stripped.chars().allMatch(c -> c == mark.charAt(0));
    }

    private boolean heading() {
        Matcher matcher = (asciidoc ? ASCIIDOC_HEADING : ATX_HEADING).matcher(line);
        if (!matcher.matches()) {
            return false;
        }
        closeOpen();
        blocks.add(Block.heading(lineStart, lineEnd, matcher.group(1).length(), plain(matcher.group(2))));
        return true;
    }

    private boolean underlined() {
        if (asciidoc
                || openStart < 0
                || openKind != Kind.PARAGRAPH
                || !UNDERLINE.matcher(line).matches()) {
            return false;
        }
        int level = line.indexOf('=') >= 0 ? 1 : 2;
        blocks.add(Block.heading(openStart, lineEnd, level, plain(text.substring(openStart, openEnd))));
        openStart = -1;
        return true;
    }

    private boolean rule() {
        if (!isRule(line)) {
            return false;
        }
        closeOpen();
        blocks.add(Block.of(Kind.PARAGRAPH, lineStart, lineEnd));
        return true;
    }

    /** {@return whether a line is one that separates, such as {@code * * *}} */
    private static boolean isRule(String line) {
        String marks = line.strip();
        if (marks.isEmpty() || "*-_".indexOf(marks.charAt(0)) < 0) {
            return false;
        }
        int count = 0;
        for (int i = 0; i < marks.length(); i++) {
            char c = marks.charAt(i);
            if (c == marks.charAt(0)) {
                count++;
            } else if (c != ' ' && c != '\t') {
                return false;
            }
        }
        return count >= 3 && INDENT.matcher(line).lookingAt();
    }

    private boolean tableHead() {
        if (asciidoc || line.indexOf('|') < 0 || nextStart >= text.length()) {
            return false;
        }
        int afterHead = endOfLine(nextStart);
        String below = text.substring(nextStart, contentEnd(nextStart, afterHead));
        if (!delimitsHead(below)) {
            return false;
        }
        closeOpen();
        int headStart = lineStart;
        readLine(nextStart);
        int headEnd = lineEnd;
        blocks.add(Block.of(Kind.TABLE_HEAD, headStart, headEnd));
        while (nextStart < text.length()) {
            int after = endOfLine(nextStart);
            String row = text.substring(nextStart, contentEnd(nextStart, after));
            if (row.isBlank() || row.indexOf('|') < 0) {
                break;
            }
            readLine(nextStart);
            blocks.add(Block.row(lineStart, lineEnd, headStart, headEnd));
        }
        return true;
    }

    /** {@return whether a line is the one between head and body of a table, such as {@code |---|:-:|}} */
    private static boolean delimitsHead(String line) {
        return line.indexOf('|') >= 0
                && line.indexOf('-') >= 0
                && line.chars().allMatch(c -> c == '|' || c == '-' || c == ':' || c == ' ' || c == '\t');
    }

    private boolean listItem() {
        if (!LIST_ITEM.matcher(line).matches()) {
            return false;
        }
        closeOpen();
        extend(Kind.LIST_ITEM);
        return true;
    }

    private void extend(Kind kind) {
        if (openStart < 0) {
            openStart = lineStart;
            openKind = kind;
            openLines = 0;
            openIndented = true;
        }
        openEnd = lineEnd;
        openLines++;
        openIndented &= INDENTED.matcher(line).matches();
    }

    private void closeOpen() {
        if (openStart < 0) {
            return;
        }
        boolean code = markup && openKind == Kind.PARAGRAPH && openIndented && openLines > 1;
        blocks.add(Block.of(code ? Kind.CODE : openKind, openStart, openEnd));
        openStart = -1;
    }

    private void readLine(int start) {
        lineStart = start;
        nextStart = endOfLine(start);
        lineEnd = contentEnd(start, nextStart);
        line = text.substring(lineStart, lineEnd);
    }

    private int endOfLine(int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
                return i + 1;
            }
            // A page may end in the middle of a line; what follows is a line of its own.
            if (c == '\f' && i > start) {
                return i;
            }
            if (c == '\f') {
                return i + 1;
            }
        }
        return text.length();
    }

    private int contentEnd(int start, int next) {
        int end = next;
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }

    /** {@return the words of a heading without the marks for links, code and emphasis} */
    private static String plain(@Nullable String heading) {
        if (heading == null) {
            return "";
        }
        String words = heading.length() > LONGEST_HEADING ? heading.substring(0, LONGEST_HEADING) : heading;
        words = CLOSING_MARKS.matcher(words).replaceAll("");
        words = ANCHOR.matcher(LINK.matcher(words).replaceAll("$1")).replaceAll("");
        words = words.replace("`", "").replace("**", "").replace("\\", "");
        return SPACES.matcher(words).replaceAll(" ").strip();
    }
}
