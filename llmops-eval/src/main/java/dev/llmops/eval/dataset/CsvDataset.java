package dev.llmops.eval.dataset;

import dev.llmops.eval.Item;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A CSV file whose first row names the columns. An empty field that is not quoted counts as absent. */
record CsvDataset(Path file, Columns columns, char delimiter) implements Dataset {
    @Override
    public String name() {
        Path last = file.getFileName();
        return last == null ? file.toString() : last.toString();
    }

    @Override
    public Stream<Item> stream() {
        CsvRows rows = new CsvRows(file.toString(), Utf8Source.open(file), delimiter);
        List<String> header;
        try {
            header = header(rows);
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
        return RowStream.of(rows, source -> next(source, header));
    }

    private List<String> header(CsvRows rows) {
        CsvRows.Row first = rows.next();
        if (first == null) {
            throw DatasetException.of(file.toString(), "the file is empty; the first row must name the columns.", null);
        }
        Set<String> seen = new HashSet<>();
        List<String> names = first.fields().stream()
                .map(name -> name == null ? "" : name.strip())
                .toList();
        for (String name : names) {
            if (name.isEmpty() || !seen.add(name)) {
                throw DatasetException.at(
                        file.toString(), first.line(), "every column needs a name of its own in the first row.");
            }
        }
        return names;
    }

    private @Nullable Item next(CsvRows rows, List<String> header) {
        CsvRows.Row row = rows.next();
        if (row == null) {
            return null;
        }
        if (row.fields().size() != header.size()) {
            throw DatasetException.at(
                    file.toString(),
                    row.line(),
                    "the row has " + row.fields().size() + " fields, the first row names " + header.size()
                            + ". Quote fields that hold the delimiter or a line end.");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            values.put(header.get(i), row.fields().get(i));
        }
        return columns.item(values, file.toString(), row.line());
    }

    /** Shows the file. */
    @Override
    public String toString() {
        return "Dataset[" + file + "]";
    }
}
