package dev.llmops.eval.dataset;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows as RFC 4180 says, with LF or CR LF at their ends. Empty lines are skipped. Not safe for concurrent use. */
final class CsvRows implements Closeable {
    private final String name;
    private final Utf8Source source;
    private final char delimiter;

    CsvRows(String name, Utf8Source source, char delimiter) {
        this.name = name;
        this.source = source;
        this.delimiter = delimiter;
    }

    /**
     * A row.
     *
     * @param line the line on which it begins, from 1
     * @param fields its fields; null where there is nothing between delimiters
     */
    record Row(long line, List<@Nullable String> fields) {}

    /** {@return the next row; null behind the last} */
    @Nullable Row next() {
        while (true) {
            if (source.peek() == Utf8Source.END) {
                return null;
            }
            long line = source.line();
            List<@Nullable String> fields = row();
            if (fields.size() > 1 || fields.get(0) != null) {
                return new Row(line, fields);
            }
        }
    }

    private List<@Nullable String> row() {
        List<@Nullable String> fields = new ArrayList<>();
        while (true) {
            fields.add(source.peek() == '"' ? quoted() : plain());
            int end = source.read();
            if (end == '\r') {
                end = source.read();
                if (end != '\n' && end != Utf8Source.END) {
                    throw error("a carriage return must be followed by a line feed; quote fields that hold one");
                }
            }
            if (end == '\n' || end == Utf8Source.END) {
                return fields;
            }
            if (end != delimiter) {
                throw error("a quoted field must be followed by the delimiter or the end of the line");
            }
        }
    }

    private @Nullable String plain() {
        StringBuilder text = new StringBuilder();
        while (true) {
            int c = source.peek();
            if (c == delimiter || c == '\n' || c == '\r' || c == Utf8Source.END) {
                return text.isEmpty() ? null : text.toString();
            }
            if (c == '"') {
                throw error("there is a quote within a field that is not quoted; quote the field and double the quote");
            }
            text.append((char) source.read());
        }
    }

    private String quoted() {
        long begin = source.line();
        source.read();
        StringBuilder text = new StringBuilder();
        while (true) {
            int c = source.read();
            if (c == Utf8Source.END) {
                throw DatasetException.at(name, begin, "a quoted field begins here and never ends.");
            }
            if (c == '"') {
                if (source.peek() != '"') {
                    return text.toString();
                }
                source.read();
            }
            text.append((char) c);
            if (text.length() > Utf8Source.LONGEST) {
                throw DatasetException.at(
                        name,
                        begin,
                        "a quoted field begins here that is longer than " + Utf8Source.LONGEST + " characters.");
            }
        }
    }

    private DatasetException error(String problem) {
        return DatasetException.at(name, source.line(), problem + ".");
    }

    @Override
    public void close() {
        source.close();
    }
}
