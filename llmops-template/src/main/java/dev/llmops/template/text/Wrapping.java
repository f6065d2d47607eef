package dev.llmops.template.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Breaking a line into lines of a width, as Python's {@code textwrap} does with its white space kept. */
public final class Wrapping {
    private static final String WORD = "[\\w!\"'&.,?]";
    private static final String LETTER = "[^\\d\\W]";
    private static final String SPACE = "[\\t\\n\\x0b\\x0c\\r ]";
    private static final Pattern CHUNK = Pattern.compile(
            "(" + SPACE + "+|(?<=" + WORD
                    + ")-{2,}(?=\\w)|[^\\t\\n\\x0b\\x0c\\r ](?:[^\\t\\n\\x0b\\x0c\\r ])*?(?:-(?:(?<=" + LETTER
                    + "{2}-)|(?<=" + LETTER + "-" + WORD + "-))(?=" + LETTER + "-?" + LETTER + ")|(?=" + SPACE
                    + "|\\z)|(?<=" + WORD + ")(?=-{2,}\\w)))",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern PLAIN_CHUNK = Pattern.compile(SPACE + "+|[^\\t\\n\\x0b\\x0c\\r ]+");

    private final int width;
    private final boolean breakLong;
    private final boolean hyphens;

    /** Creates a wrapping to lines of {@code width} code points. */
    public Wrapping(int width, boolean breakLong, boolean hyphens) {
        this.width = width;
        this.breakLong = breakLong;
        this.hyphens = hyphens;
    }

    /** {@return {@code line} in lines that are no longer than the width, if words allow} */
    public List<String> wrap(String line) {
        Deque<String> chunks = chunks(line);
        List<String> lines = new ArrayList<>();
        while (!chunks.isEmpty()) {
            if (!lines.isEmpty() && isBlank(chunks.peek())) {
                chunks.pop();
            }
            List<String> current = next(chunks);
            if (!current.isEmpty() && isBlank(current.get(current.size() - 1))) {
                current.remove(current.size() - 1);
            }
            if (!current.isEmpty()) {
                lines.add(String.join("", current));
            }
        }
        return lines;
    }

    private static boolean isBlank(@Nullable String chunk) {
        return chunk != null && Splitting.bySpace(chunk, -1).isEmpty();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private List<String> next(Deque<String> chunks) {
        List<String> current = new ArrayList<>();
        int length = 0;
        while (!chunks.isEmpty() && length + length(chunks.element()) <= width) {
            length += length(chunks.element());
            current.add(chunks.pop());
        }
        if (!chunks.isEmpty() && length(chunks.element()) > width) {
            overlong(chunks, current, length);
        }
        return current;
    }

    private void overlong(Deque<String> chunks, List<String> current, int length) {
        int room = width - length;
        if (breakLong) {
            String chunk = chunks.pop();
            int end = chunk.offsetByCodePoints(0, Math.min(room, length(chunk)));
            if (hyphens && length(chunk) > room) {
                int hyphen = chunk.substring(0, end).lastIndexOf('-');
                boolean inside = hyphen > 0
                        && !chunk.substring(0, hyphen).replace("-", "").isEmpty();
                end = inside ? hyphen + 1 : end;
            }
            current.add(chunk.substring(0, end));
            chunks.push(chunk.substring(end));
        } else if (current.isEmpty()) {
            current.add(chunks.pop());
        }
    }

    private Deque<String> chunks(String line) {
        Deque<String> chunks = new ArrayDeque<>();
        Matcher chunk = (hyphens ? CHUNK : PLAIN_CHUNK).matcher(line);
        while (chunk.find()) {
            chunks.add(chunk.group());
        }
        return chunks;
    }
}
