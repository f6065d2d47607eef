package dev.llmops.core.file;

import dev.llmops.core.json.SchemaCheck;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a file says, as plain values, and where it says it.
 *
 * <p>Places are named by the keys and indexes that lead to them, joined with slashes as they are. A
 * key with a slash may so be found in another line, which is good enough for a message.
 *
 * @param label the file, as messages name it
 * @param value texts, numbers, booleans, lists and maps; nulls only inside lists and maps
 * @param lines the line of each key and item, from 1
 */
record Tree(String label, Object value, Map<String, Integer> lines) {
    /** {@return file and line of what stands at {@code path}, or of the nearest thing around it} */
    String locate(String path) {
        // Stages that stand in place of settings are handed on as the setting "stages".
        String place = path.replace("/" + StageMaker.STAGES + "/", "/");
        while (true) {
            Integer line = lines.get(place);
            if (line != null) {
                return label + ":" + line;
            }
            int parent = place.lastIndexOf('/');
            if (parent < 0) {
                return label;
            }
            place = place.substring(0, parent);
        }
    }

    /** {@return the path in this tree that a JSON pointer stands for} */
    static String path(String pointer) {
        return Stream.of(pointer.split("/", -1)).map(SchemaCheck::unescape).collect(Collectors.joining("/"));
    }

    /** {@return the last key or index of {@code path}} */
    static String key(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
