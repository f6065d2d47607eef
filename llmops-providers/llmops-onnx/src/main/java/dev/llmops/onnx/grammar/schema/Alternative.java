package dev.llmops.onnx.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Schemas that must match all together, free of references and combinations.
 *
 * @param parts the schemas, all objects
 * @param others the branches of a {@code oneOf} that must not match what is written
 */
record Alternative(List<Schema> parts, List<Schema> others) {
    static final Alternative ANYTHING = new Alternative(List.of(), List.of());

    Alternative and(Alternative more) {
        return new Alternative(joined(parts, more.parts), joined(others, more.others));
    }

    private static List<Schema> joined(List<Schema> some, List<Schema> more) {
        Set<Schema> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    Alternative without(Schema branch) {
        List<Schema> both = new ArrayList<>(others);
        both.add(branch);
        return new Alternative(parts, both);
    }

    Set<Type> types() {
        Set<Type> types = EnumSet.allOf(Type.class);
        parts.forEach(part -> types.retainAll(Type.of(part)));
        return types;
    }

    List<Schema> with(String keyword) {
        return parts.stream().filter(part -> part.has(keyword)).toList();
    }

    int greatest(String keyword) {
        int greatest = 0;
        for (Schema part : parts) {
            greatest = Math.max(greatest, part.count(keyword, 0));
        }
        return greatest;
    }

    int least(String keyword) {
        int least = Integer.MAX_VALUE;
        for (Schema part : parts) {
            least = Math.min(least, part.count(keyword, Integer.MAX_VALUE));
        }
        return least;
    }

    /** {@return the values that every {@code enum} and {@code const} has, of the right type; null if there is none} */
    @Nullable List<JsonNode> values() {
        List<JsonNode> values = null;
        for (Schema part : parts) {
            JsonNode listed = part.node().path("enum");
            if (!listed.isMissingNode() && !listed.isArray()) {
                throw part.refused("enum", "must be an array");
            }
            if (listed.isArray()) {
                List<JsonNode> all = new ArrayList<>();
                listed.forEach(all::add);
                values = JsonText.common(values, all);
            }
            if (part.has("const")) {
                values = JsonText.common(values, List.of(part.node().get("const")));
            }
        }
        Set<Type> types = types();
        return values == null
                ? null
                : values.stream()
                        .filter(value -> types.contains(Type.of(value)))
                        .toList();
    }
}
