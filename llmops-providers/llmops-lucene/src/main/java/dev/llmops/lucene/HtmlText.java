package dev.llmops.lucene;

import dev.llmops.api.text.OffsetMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;

/**
 * Walks through HTML and writes what a reader sees as Markdown: headings, paragraphs, list items,
 * tables and listings, without marks for emphasis and links.
 *
 * <p>Every character that stands in the file is mapped to its place there; marks, blanks and line
 * breaks that are added, and character references, are mapped to the stretch they replace.
 */
final class HtmlText implements NodeFilter {
    private static final Set<String> SKIPPED = Set.of(
            "script",
            "style",
            "template",
            "noscript",
            "svg",
            "math",
            "iframe",
            "nav",
            "button",
            "select",
            "object",
            "canvas",
            "audio",
            "video");

    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "aside",
            "blockquote",
            "figure",
            "figcaption",
            "ul",
            "ol",
            "dl",
            "table",
            "details",
            "summary",
            "form",
            "fieldset",
            "address",
            "hr");

    private static final Set<String> LINES = Set.of("br", "dt", "dd", "caption", "option");

    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z0-9]{1,40});?");

    private final String html;
    private final int shift;
    private final StringBuilder text = new StringBuilder();
    private final OffsetMap.Builder map = OffsetMap.builder();

    // How far the map is told about, and how many characters were added since.
    private int sourceAt;
    private int added;

    private int breaks;
    private boolean blank;
    private int listDepth;
    private int cellDepth;
    private int preDepth;
    private int cells;
    private int rows;

    /**
     * Begins an empty text.
     *
     * @param html what is parsed
     * @param shift how many characters of the file come before it
     */
    HtmlText(String html, int shift) {
        this.html = html;
        this.shift = shift;
    }

    String text() {
        return text.toString();
    }

    OffsetMap sourceMap() {
        return map.replaced(html.length() + shift - sourceAt, added).build();
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode words) {
            write(words);
            return FilterResult.CONTINUE;
        }
        if (!(node instanceof Element element)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        String name = element.normalName();
        if (SKIPPED.contains(name) || element.hasAttr("hidden")) {
            return FilterResult.SKIP_ENTIRELY;
        }
        open(name);
        return FilterResult.CONTINUE;
    }

    private void open(String name) {
        if (isHeading(name)) {
            lineBreaks(2);
            add("#".repeat(name.charAt(1) - '0') + " ");
        } else if (BLOCKS.contains(name)) {
            boolean nestedList = listDepth > 0 && (name.equals("ul") || name.equals("ol"));
            boolean firstOfItem = endsWith("- ");
            lineBreaks(nestedList ? 1 : firstOfItem ? 0 : 2);
            listDepth += name.equals("ul") || name.equals("ol") ? 1 : 0;
            rows = name.equals("table") ? 0 : rows;
        } else if (LINES.contains(name)) {
            lineBreaks(1);
        }
        switch (name) {
            case "li" -> {
                lineBreaks(1);
                add("  ".repeat(Math.max(0, listDepth - 1)) + "- ");
            }
            case "pre" -> {
                lineBreaks(2);
                if (cellDepth == 0 && preDepth++ == 0) {
                    add("```\n");
                }
            }
            case "tr" -> {
                lineBreaks(1);
                cells = 0;
                add("|");
            }
            case "td", "th" -> {
                cells++;
                cellDepth++;
                add(" ");
            }
            default -> {}
        }
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            close(element.normalName());
        }
        return FilterResult.CONTINUE;
    }

    private void close(String name) {
        if (isHeading(name) || BLOCKS.contains(name)) {
            listDepth -= name.equals("ul") || name.equals("ol") ? 1 : 0;
            lineBreaks(listDepth > 0 ? 1 : 2);
        } else if (LINES.contains(name)) {
            lineBreaks(1);
        }
        switch (name) {
            case "pre" -> {
                if (cellDepth == 0 && --preDepth == 0) {
                    breaks = endsWith("\n") ? 0 : 1;
                    add("```");
                    lineBreaks(2);
                }
            }
            case "td", "th" -> {
                blank = false;
                cellDepth--;
                add(" |");
            }
            case "tr" -> {
                if (rows++ == 0 && cells > 0) {
                    lineBreaks(1);
                    add("|" + "---|".repeat(cells));
                }
                lineBreaks(1);
            }
            default -> {}
        }
    }

    private static boolean isHeading(String name) {
        return name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6';
    }

    /** Asks for line breaks before whatever comes next; a cell of a table has but one line. */
    private void lineBreaks(int count) {
        if (cellDepth > 0) {
            blank = true;
        } else {
            breaks = Math.max(breaks, count);
        }
    }

    private void flushBreaks() {
        if (text.length() > 0 && breaks > 0) {
            append("\n".repeat(breaks));
            blank = false;
        } else if (blank && text.length() > 0 && !Character.isWhitespace(text.charAt(text.length() - 1))) {
            append(" ");
        }
        breaks = 0;
        blank = false;
    }

    private boolean endsWith(String ending) {
        return text.length() >= ending.length() && text.indexOf(ending, text.length() - ending.length()) >= 0;
    }

    private void add(String mark) {
        flushBreaks();
        append(mark);
    }

    private void append(String addition) {
        text.append(addition);
        added += addition.length();
    }

    /** Writes a text as the file has it, walking through both side by side. */
    private void write(TextNode node) {
        String words = node.getWholeText();
        Range range = node.sourceRange();
        int at = range.isTracked() ? range.startPos() : -1;
        int end = range.isTracked() ? range.endPos() : -1;
        for (int i = 0; i < words.length(); ) {
            int size = 1;
            int sourceSize = 1;
            // The parser drops these.
            while (at >= 0 && at < end && html.charAt(at) == '\0' && words.charAt(i) != '\0') {
                at++;
            }
            if (at >= 0 && at < end && html.charAt(at) == '&') {
                Matcher reference = REFERENCE.matcher(html).region(at, end);
                if (reference.lookingAt()) {
                    String decoded = decoded(reference.group(), words, i);
                    size = Math.max(1, decoded.length());
                    sourceSize = decoded.isEmpty() ? 1 : matchedSize(reference.group(), decoded);
                }
            }
            boolean replaced = size > 1 || sourceSize > 1;
            boolean known = at >= 0 && at + sourceSize <= end && (replaced || html.charAt(at) == words.charAt(i));
            write(words, i, size, known ? at : -1, sourceSize);
            i += size;
            at = known ? at + sourceSize : -1;
        }
    }

    /** {@return what a reference stands for, if that is how the text goes on; else nothing} */
    private static String decoded(String reference, String words, int at) {
        String decoded = Parser.unescapeEntities(reference, false);
        return !decoded.equals(reference) && words.startsWith(decoded, at) ? withoutRest(decoded, reference) : "";
    }

    /** A reference without semicolon may be followed by letters that were taken along. */
    private static String withoutRest(String decoded, String reference) {
        int same = 0;
        while (same < decoded.length() - 1
                && same < reference.length() - 1
                && decoded.charAt(decoded.length() - 1 - same) == reference.charAt(reference.length() - 1 - same)) {
            same++;
        }
        return decoded.substring(0, decoded.length() - same);
    }

    private static int matchedSize(String reference, String decoded) {
        int rest = Parser.unescapeEntities(reference, false).length() - decoded.length();
        return reference.length() - rest;
    }

    private void write(String words, int from, int size, int source, int sourceSize) {
        char c = words.charAt(from);
        boolean space = c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\u00A0';
        if (space && preDepth == 0) {
            blank |= breaks == 0;
            return;
        }
        flushBreaks();
        int place = source + shift;
        if (source < 0 || place < sourceAt) {
            append(words.substring(from, from + size));
            return;
        }
        map.replaced(place - sourceAt, added);
        added = 0;
        if (size == 1 && sourceSize == 1) {
            map.kept(1);
        } else {
            map.replaced(sourceSize, size);
        }
        text.append(words, from, from + size);
        sourceAt = place + sourceSize;
    }
}
