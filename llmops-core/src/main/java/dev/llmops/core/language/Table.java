package dev.llmops.core.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of one table, read as rows of cells. */
final class Table {
    private static final int SMALLEST_GAP = 2;

    private final String text;
    private final List<int[]> lines = new ArrayList<>();

    Table(String text) {
        this.text = text;
    }

    /** {@return whether a line is a row: cells between pipes or tabs, or apart by several blanks} */
    static boolean isRow(String text, int start, int end) {
        if (start >= end) {
            return false;
        }
        if (text.charAt(start) == '|') {
            return end - start > 2;
        }
        int pipes = 0;
        int tabs = 0;
        int gaps = 0;
        int blanks = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '|' && i > start && i + 1 < end && text.charAt(i - 1) == ' ' && text.charAt(i + 1) == ' ') {
                pipes++;
            } else if (c == '\t') {
                tabs++;
            }
            if (c == ' ') {
                blanks++;
            } else {
                gaps += blanks > SMALLEST_GAP ? 1 : 0;
                blanks = 0;
            }
        }
        return pipes > 0 || tabs > 0 || gaps > 0;
    }

    void add(int start, int end) {
        lines.add(new int[] {start, end});
    }

    /** {@return the rows below the column titles, each cell after the title of its column} */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        @Nullable List<String> titles = null;
        List<String> first = List.of();
        for (int i = 0; i < lines.size(); i++) {
            int start = lines.get(i)[0];
            int end = lines.get(i)[1];
            List<String> cells = cells(start, end);
            if (isDelimiter(start, end)) {
                titles = i == 1 ? first : titles;
                if (i == 1) {
                    rows.clear();
                }
            } else {
                if (i == 0) {
                    first = cells;
                }
                rows.add(new Row(start, end, render(titles, cells)));
            }
        }
        if (titles == null && lines.size() > 1 && looksLikeTitles(first)) {
            return withTitles(first);
        }
        return rows;
    }

    private List<Row> withTitles(List<String> titles) {
        return lines.stream()
                .skip(1)
                .map(line -> new Row(line[0], line[1], render(titles, cells(line[0], line[1]))))
                .toList();
    }

    /** Column titles are words; a first line with figures is a row like the others. */
    private boolean looksLikeTitles(List<String> cells) {
        return text.charAt(lines.get(0)[0]) != '|'
                && cells.size() == cells(lines.get(1)[0], lines.get(1)[1]).size()
                && cells.stream().noneMatch(cell -> cell.chars().anyMatch(Character::isDigit));
    }

    private static String render(@Nullable List<String> titles, List<String> cells) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            if (cell.isEmpty()) {
                continue;
            }
            row.append(row.isEmpty() ? "" : "; ");
            if (titles != null && i < titles.size() && !titles.get(i).isEmpty()) {
                row.append(titles.get(i)).append(": ");
            }
            row.append(cell);
        }
        return row.toString();
    }

    private List<String> cells(int start, int end) {
        boolean pipes = text.charAt(start) == '|' || text.substring(start, end).contains(" | ");
        boolean tabs = !pipes && text.substring(start, end).indexOf('\t') >= 0;
        List<String> cells = new ArrayList<>();
        int from = pipes && text.charAt(start) == '|' ? start + 1 : start;
        int position = from;
        while (position < end) {
            char c = text.charAt(position);
            int gap = pipes
                    ? (c == '|' && text.charAt(position - 1) != '\\' ? 1 : 0)
                    : tabs ? (c == '\t' ? 1 : 0) : gap(position, end);
            if (gap > 0) {
                cells.add(plain(from, position));
                from = position + gap;
            }
            position += Math.max(gap, 1);
        }
        if (from < end) {
            cells.add(plain(from, end));
        }
        return cells;
    }

    private int gap(int position, int end) {
        int next = position;
        while (next < end && text.charAt(next) == ' ') {
            next++;
        }
        return next - position > SMALLEST_GAP ? next - position : 0;
    }

    private String plain(int start, int end) {
        InlineText inline = new InlineText(text);
        inline.append(start, Math.min(end, start + InlineText.LONGEST_LINE));
        return inline.plain().strip();
    }

    private boolean isDelimiter(int start, int end) {
        boolean hyphen = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if ("|-: ".indexOf(c) < 0) {
                return false;
            }
            hyphen |= c == '-';
        }
        return hyphen;
    }

    /**
     * One row.
     *
     * @param start where its line begins
     * @param end where it ends, exclusive
     * @param text its cells after their titles
     */
    record Row(int start, int end, String text) {}
}
