package dev.llmops.onnx.grammar.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.InvalidInputException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Resolves references, {@code allOf}, {@code anyOf} and {@code oneOf} into alternatives without them. */
final class Alternatives {
    private static final int MOST = 1_000;
    private static final int MOST_DEPTH = 200;

    /** What no automaton of moderate size can guarantee. */
    private static final List<String> REFUSED = List.of(
            "not",
            "if",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "contains",
            "$dynamicRef",
            "$recursiveRef");

    private final JsonNode root;

    Alternatives(JsonNode root) {
        this.root = root;
    }

    /** {@return the alternatives of schemas that must match all together} */
    List<Alternative> of(Collection<Schema> all) {
        List<Alternative> result = List.of(Alternative.ANYTHING);
        for (Schema schema : all) {
            result = both(result, of(schema, new LinkedHashSet<>()), schema);
        }
        return result;
    }

    private List<Alternative> of(Schema schema, Set<Schema> path) {
        if (schema.node().isBoolean()) {
            return schema.node().booleanValue() ? List.of(Alternative.ANYTHING) : List.of();
        }
        check(schema);
        if (!path.add(schema) || path.size() > MOST_DEPTH) {
            throw schema.refused("$ref", "leads back to itself without anything written between, or too deep");
        }
        List<Alternative> result = List.of(new Alternative(List.of(schema), List.of()));
        if (schema.has("$ref")) {
            result = both(result, of(target(schema), path), schema);
        }
        for (Schema part : schema.list("allOf")) {
            result = both(result, of(part, path), schema);
        }
        for (String keyword : List.of("anyOf", "oneOf")) {
            if (schema.has(keyword)) {
                result = both(result, branches(schema, keyword, path), schema);
            }
        }
        path.remove(schema);
        return result;
    }

    private List<Alternative> branches(Schema schema, String keyword, Set<Schema> path) {
        List<Schema> branches = schema.list(keyword);
        List<Alternative> all = new ArrayList<>();
        for (Schema branch : branches) {
            for (Alternative alternative : of(branch, path)) {
                Alternative limited = alternative;
                for (Schema other : branches) {
                    if (keyword.equals("oneOf") && !other.equals(branch)) {
                        limited = limited.without(other);
                    }
                }
                all.add(limited);
            }
        }
        return all;
    }

    private static List<Alternative> both(List<Alternative> some, List<Alternative> more, Schema at) {
        if ((long) some.size() * more.size() > MOST) {
            throw at.refused("anyOf", "has more than " + MOST + " combinations of alternatives");
        }
        List<Alternative> all = new ArrayList<>();
        for (Alternative one : some) {
            more.forEach(other -> all.add(one.and(other)));
        }
        return all;
    }

    private static void check(Schema schema) {
        for (String keyword : REFUSED) {
            if (schema.has(keyword)) {
                throw schema.refused(keyword, "is not supported");
            }
        }
        for (String keyword : List.of("unevaluatedProperties", "unevaluatedItems")) {
            JsonNode value = schema.node().path(keyword);
            boolean free = value.isMissingNode() || (value.isBoolean() && value.booleanValue());
            if (!free) {
                throw schema.refused(keyword, "is not supported; say additionalProperties or items instead");
            }
        }
        if (schema.node().path("items").isArray()) {
            throw schema.refused("items", "is an array, as in old drafts; say prefixItems instead");
        }
    }

    private Schema target(Schema schema) {
        String reference = schema.node().path("$ref").asText();
        if (!reference.equals("#") && !reference.startsWith("#/")) {
            throw schema.refused("$ref", "must begin with #/, since nothing is fetched");
        }
        try {
            String pointer = URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            JsonNode target = root.at(JsonPointer.compile(pointer));
            if (target.isObject() || target.isBoolean()) {
                return new Schema(target, pointer);
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "schema", "The JSON schema at \"" + schema.pointer() + "/$ref\" refers by no JSON pointer.");
        }
        throw schema.refused("$ref", "refers to what the schema does not have");
    }
}
