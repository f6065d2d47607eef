package dev.llmops.eval.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.Item;
import dev.llmops.eval.json.JsonText;
import dev.llmops.eval.json.MalformedJsonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file with one JSON object on a line. Lines with nothing but white space are skipped. */
record JsonlDataset(Path file, Columns columns) implements Dataset {
    @Override
    public String name() {
        Path last = file.getFileName();
        return last == null ? file.toString() : last.toString();
    }

    @Override
    public Stream<Item> stream() {
        return RowStream.of(Utf8Source.open(file), this::next);
    }

    private @Nullable Item next(Utf8Source source) {
        while (true) {
            long line = source.line();
            String text = source.readLine();
            if (text == null) {
                return null;
            }
            if (!text.isBlank()) {
                return item(text, line);
            }
        }
    }

    private Item item(String text, long line) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, JsonNode> member : JsonText.parseObject(text).properties()) {
                row.put(member.getKey(), value(member.getValue()));
            }
        } catch (MalformedJsonException e) {
            throw DatasetException.at(file.toString(), line, e.getMessage() + ".");
        }
        return columns.item(row, file.toString(), line);
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            node.properties().forEach(member -> map.put(member.getKey(), value(member.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(each -> list.add(value(each)));
            return list;
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNull() ? null : node.textValue();
    }

    /** Shows the file. */
    @Override
    public String toString() {
        return "Dataset[" + file + "]";
    }
}
