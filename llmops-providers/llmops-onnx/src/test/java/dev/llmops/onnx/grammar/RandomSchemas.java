package dev.llmops.onnx.grammar;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** JSON schemas made from a seed, with every keyword that is kept to. */
final class RandomSchemas {
    private static final List<String> NAMES =
            List.of("name", "id", "items", "value", "tags", "kind", "next", "count", "note", "a\"b", "größe", "x/y~z");
    private static final List<String> PATTERNS = List.of(
            "^[a-z]+$",
            "^[A-Z]{2}-\\d{3,5}$",
            "foo|bar",
            "^(yes|no)?$",
            "\\d$",
            "^\\S+ \\S+$",
            "^[^a-z]{1,4}",
            "ä+\"",
            "^\\w+@\\w+\\.(com|org)$",
            "^.{2,8}$",
            "[\\u4e00-\\u9fff]");
    private static final List<String> FORMATS = List.of(
            "date", "time", "date-time", "uuid", "email", "ipv4", "ipv6", "uri", "hostname", "duration", "unheard-of");

    private final Random random;
    private final JsonNodeFactory json = JsonNodeFactory.instance;

    RandomSchemas(long seed) {
        this.random = new Random(seed);
    }

    /** {@return a schema} Some contradict themselves or ask for what is refused. */
    String next() {
        ObjectNode root = schema(0);
        ObjectNode definitions = root.putObject("$defs");
        definitions.set("tree", tree());
        definitions.set("leaf", leaf());
        return root.toString();
    }

    private ObjectNode tree() {
        ObjectNode tree = json.objectNode().put("type", "object");
        ObjectNode members = tree.putObject("properties");
        members.set("value", leaf());
        members.putObject("children").put("type", "array").putObject("items").put("$ref", "#/$defs/tree");
        ObjectNode next = members.putObject("next");
        next.putArray("anyOf")
                .add(json.objectNode().put("type", "null"))
                .addObject()
                .put("$ref", "#/$defs/tree");
        tree.putArray("required").add("value");
        return tree;
    }

    private ObjectNode schema(int depth) {
        int kind = random.nextInt(depth > 3 ? 8 : 16);
        return switch (kind) {
            case 0, 1, 2, 3, 4, 5 -> leaf();
            case 6 -> listed();
            case 7 -> json.objectNode().put("$ref", random.nextBoolean() ? "#/$defs/leaf" : "#/$defs/tree");
            case 8, 9, 10, 11 -> object(depth);
            case 12, 13 -> array(depth);
            default -> combined(depth);
        };
    }

    private ObjectNode leaf() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> string();
            case 3, 4 -> number("integer");
            case 5, 6 -> number("number");
            default -> json.objectNode().put("type", random.nextBoolean() ? "boolean" : "null");
        };
    }

    private ObjectNode string() {
        ObjectNode schema = json.objectNode().put("type", "string");
        switch (random.nextInt(6)) {
            case 0 -> schema.put("minLength", random.nextInt(4)).put("maxLength", 4 + random.nextInt(100));
            case 1 -> schema.put("pattern", PATTERNS.get(random.nextInt(PATTERNS.size())));
            case 2 -> schema.put("format", FORMATS.get(random.nextInt(FORMATS.size())));
            case 3 ->
                schema.put("pattern", PATTERNS.get(random.nextInt(PATTERNS.size())))
                        .put("minLength", 1 + random.nextInt(3))
                        .put("maxLength", 6 + random.nextInt(10));
            case 4 -> schema.put("maxLength", random.nextInt(1_000_000_000));
            default -> {}
        }
        return schema;
    }

    private ObjectNode number(String type) {
        ObjectNode schema = json.objectNode().put("type", type);
        long low = random.nextInt(2000) - 1000L;
        long high = low + random.nextInt(5000);
        switch (random.nextInt(6)) {
            case 0 -> schema.put("minimum", low).put("maximum", high);
            case 1 -> schema.put("exclusiveMinimum", low).put("exclusiveMaximum", high + 2);
            case 2 -> schema.put("minimum", low / 7.0).put("maximum", high + 0.125);
            case 3 -> schema.put("minimum", low).put("multipleOf", 1 + random.nextInt(30));
            case 4 ->
                schema.put("multipleOf", random.nextBoolean() ? 0.01 : 0.25).put("maximum", high);
            default -> {}
        }
        return schema;
    }

    private ObjectNode listed() {
        ObjectNode schema = json.objectNode();
        if (random.nextBoolean()) {
            schema.putObject("const")
                    .put("a", random.nextInt(9))
                    .putArray("b")
                    .add(1.5)
                    .add("ü\n")
                    .addNull();
            return schema;
        }
        schema.putArray("enum")
                .add("red")
                .add("green")
                .add("a \"quoted\" \\ text")
                .add(7)
                .add(-2.5)
                .addNull()
                .add(true);
        if (random.nextInt(3) == 0) {
            schema.putArray("type").add("string").add("null");
        }
        if (random.nextInt(4) == 0) {
            schema.put("maxLength", 5);
        }
        return schema;
    }

    private ObjectNode object(int depth) {
        ObjectNode schema = json.objectNode().put("type", "object");
        if (random.nextInt(5) > 0) {
            ObjectNode members = schema.putObject("properties");
            ArrayNode required = json.arrayNode();
            for (int i = random.nextInt(5); i >= 0; i--) {
                String name = NAMES.get(random.nextInt(NAMES.size()));
                members.set(name, schema(depth + 1));
                if (random.nextInt(3) > 0) {
                    required.add(name);
                }
            }
            if (random.nextInt(5) > 0) {
                schema.set("required", required);
            }
        }
        switch (random.nextInt(6)) {
            case 0, 1 -> schema.put("additionalProperties", false);
            case 2 -> schema.set("additionalProperties", schema(depth + 1));
            case 3 -> schema.put("additionalProperties", true);
            case 4 -> {
                ObjectNode patterns = schema.putObject("patternProperties");
                patterns.set("^x_", schema(depth + 1));
                if (random.nextBoolean()) {
                    patterns.set("[0-9]$", leaf());
                }
                if (random.nextBoolean()) {
                    schema.put("additionalProperties", false);
                }
            }
            default -> {}
        }
        if (random.nextInt(6) == 0) {
            schema.put("minProperties", random.nextInt(3));
        }
        if (random.nextInt(6) == 0) {
            schema.put("maxProperties", 1 + random.nextInt(4));
        }
        if (random.nextInt(10) == 0) {
            schema.putObject("propertyNames").put("pattern", "^[a-z_0-9]*$");
        }
        return schema;
    }

    private ObjectNode array(int depth) {
        ObjectNode schema = json.objectNode().put("type", "array");
        if (random.nextInt(4) == 0) {
            ArrayNode first = schema.putArray("prefixItems");
            first.add(schema(depth + 1)).add(leaf());
        }
        if (random.nextInt(6) == 0) {
            schema.put("items", random.nextBoolean());
        } else {
            schema.set("items", schema(depth + 1));
        }
        if (random.nextBoolean()) {
            schema.put("minItems", random.nextInt(4));
        }
        if (random.nextBoolean()) {
            schema.put("maxItems", random.nextInt(4) == 0 ? 1_000_000 : 3 + random.nextInt(5));
        }
        if (random.nextInt(8) == 0) {
            schema.set(
                    "items",
                    json.objectNode()
                            .set(
                                    "enum",
                                    json.arrayNode().add("a").add(1).add(2.5).addNull()));
            schema.put("uniqueItems", true);
        }
        return schema;
    }

    private ObjectNode combined(int depth) {
        ObjectNode schema = json.objectNode();
        switch (random.nextInt(4)) {
            case 0 -> schema.putArray("anyOf").add(schema(depth + 1)).add(schema(depth + 1));
            case 1 ->
                schema.putArray("oneOf")
                        .add(tagged("cat", depth))
                        .add(tagged("dog", depth))
                        .add(leaf());
            case 2 -> schema.putArray("allOf").add(object(depth + 1)).add(object(depth + 1));
            default ->
                schema.putArray("type")
                        .add("string")
                        .add("integer")
                        .add("array")
                        .add("null");
        }
        return schema;
    }

    private ObjectNode tagged(String tag, int depth) {
        ObjectNode schema = object(depth + 1);
        ObjectNode members =
                (ObjectNode) (schema.has("properties") ? schema.get("properties") : schema.putObject("properties"));
        members.putObject("kind").put("const", tag);
        schema.putArray("required").add("kind");
        return schema;
    }
}
