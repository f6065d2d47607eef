package dev.llmops.onnx.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.onnx.ModelDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The names of a model's classes, by place. Immutable.
 *
 * @param names the names
 */
public record Labels(List<String> names) {
    /** Copies the names. */
    public Labels {
        names = List.copyOf(names);
    }

    /** {@return what {@code id2label} says, for a graph that puts out {@code count} classes} */
    public static Labels read(EncoderDirectory directory, int count) {
        JsonNode map = directory.config().path("id2label");
        if (!map.isMissingNode() && map.size() != count) {
            throw new ModelDirectoryException(
                    directory.root().resolve("config.json"),
                    "Its id2label names " + map.size() + " classes, but the graph puts out " + count + ".",
                    "Check that both belong to the same model.");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = map.path(Integer.toString(i)).asText();
            names.add(name.isBlank() ? "LABEL_" + i : name);
        }
        return new Labels(names);
    }

    /** {@return the place of the first class whose name begins so, in any case; -1 if there is none} */
    public int beginningWith(String start) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).toLowerCase(Locale.ROOT).startsWith(start)) {
                return i;
            }
        }
        return -1;
    }
}
