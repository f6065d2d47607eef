package dev.llmops.onnx.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.onnx.grammar.pattern.Expr;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members of an object that have names in the schema, each with what its value must match. */
final class Members {
    private final Alternative alternative;
    private final Map<String, Set<Schema>> named = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private final Map<Schema, Map<String, NamePattern>> patterns = new LinkedHashMap<>();
    private final List<NamePattern> conditions;
    private boolean impossible;

    Members(Alternative alternative) {
        this.alternative = alternative;
        this.conditions = alternative.with("propertyNames").stream()
                .map(NamePattern::ofNames)
                .toList();
        Set<String> names = new LinkedHashSet<>();
        for (Schema part : alternative.parts()) {
            objectOf(part, "properties").fieldNames().forEachRemaining(names::add);
            patterns.put(part, patternsOf(part));
        }
        for (Schema part : alternative.parts()) {
            for (JsonNode name : part.node().path("required")) {
                required.add(name.asText());
            }
            part.node().path("propertyNames").path("enum").forEach(name -> names.add(name.asText()));
        }
        names.addAll(required);
        for (String name : names) {
            if (isAllowed(name)) {
                named.put(name, schemas(name));
            } else if (required.contains(name)) {
                impossible = true;
            }
        }
    }

    private static JsonNode objectOf(Schema part, String keyword) {
        JsonNode value = part.node().path(keyword);
        if (!value.isMissingNode() && !value.isObject()) {
            throw part.refused(keyword, "must be an object");
        }
        return value;
    }

    private static Map<String, NamePattern> patternsOf(Schema part) {
        Map<String, NamePattern> patterns = new LinkedHashMap<>();
        Iterator<String> names = objectOf(part, "patternProperties").fieldNames();
        while (names.hasNext()) {
            String pattern = names.next();
            Expr expr = StringForm.pattern(
                    part, "patternProperties", com.fasterxml.jackson.databind.node.TextNode.valueOf(pattern));
            patterns.put(pattern, new NamePattern(expr, part.at("patternProperties", pattern)));
        }
        return patterns;
    }

    private boolean isAllowed(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        for (NamePattern condition : conditions) {
            if (!condition.matches(text)) {
                return false;
            }
        }
        return schemas(name).stream()
                .noneMatch(schema -> schema.node().isBoolean() && !schema.node().booleanValue());
    }

    private Set<Schema> schemas(String name) {
        Set<Schema> all = new LinkedHashSet<>();
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        for (Schema part : alternative.parts()) {
            List<Schema> own = new ArrayList<>();
            if (part.node().path("properties").has(name)) {
                own.add(part.at("properties", name));
            }
            patterns(part).values().stream()
                    .filter(pattern -> pattern.matches(text))
                    .forEach(pattern -> own.add(pattern.schema()));
            if (own.isEmpty() && part.has("additionalProperties")) {
                own.add(part.at("additionalProperties"));
            }
            all.addAll(own);
        }
        return all;
    }

    Map<String, NamePattern> patterns(Schema part) {
        return patterns.getOrDefault(part, Map.of());
    }

    /** {@return the members in their order} */
    Map<String, Set<Schema>> named() {
        return named;
    }

    Set<String> required() {
        return required;
    }

    /** {@return whether a member is required and not allowed} */
    boolean impossible() {
        return impossible;
    }
}
