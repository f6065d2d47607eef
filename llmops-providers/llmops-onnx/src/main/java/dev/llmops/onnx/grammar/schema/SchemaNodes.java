package dev.llmops.onnx.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.InvalidInputException;
import dev.llmops.onnx.grammar.automaton.Nodes;
import dev.llmops.onnx.grammar.automaton.State;
import dev.llmops.onnx.grammar.automaton.StateGraph;
import dev.llmops.onnx.grammar.pattern.Emission;
import dev.llmops.onnx.grammar.pattern.Encoding;
import dev.llmops.onnx.grammar.pattern.Expr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Emits the nodes of schemas: one rule for each set of schemas that must match together. */
final class SchemaNodes {
    private static final int MOST_RULES = 50_000;

    private final JsonNode root;
    private final JsonSpacing spacing;
    private final Emission emission;
    private final Alternatives alternatives;
    private final Map<Set<String>, Object> rules = new HashMap<>();

    SchemaNodes(JsonNode root, JsonSpacing spacing, Emission emission) {
        this.root = root;
        this.spacing = spacing;
        this.emission = emission;
        this.alternatives = new Alternatives(root);
    }

    Nodes nodes() {
        return emission.nodes();
    }

    Emission emission() {
        return emission;
    }

    JsonSpacing spacing() {
        return spacing;
    }

    List<Alternative> alternatives(Collection<Schema> all) {
        return alternatives.of(all);
    }

    /** {@return a node that takes a value that matches all of {@code schemas}} */
    int value(Collection<Schema> schemas, int next) {
        Set<String> key = new TreeSet<>();
        List<Schema> asking = new ArrayList<>();
        for (Schema schema : schemas) {
            boolean anything = schema.node().isBoolean() && schema.node().booleanValue();
            if (!anything && key.add(schema.pointer())) {
                asking.add(schema);
            }
        }
        if (rules.size() > MOST_RULES) {
            throw new InvalidInputException(
                    "schema", "The JSON schema combines into more than " + MOST_RULES + " schemas. Make it smaller.");
        }
        Object rule = rules.computeIfAbsent(key, k -> new Object());
        return emission.call(rule, end -> body(asking, end), next);
    }

    private int body(List<Schema> schemas, int next) {
        List<Integer> ways = new ArrayList<>();
        for (Alternative alternative : alternatives.of(schemas)) {
            Exclusion.require(alternative, alternatives);
            ways.add(form(alternative, next));
        }
        return nodes().fork(ways.stream().mapToInt(Integer::intValue).toArray());
    }

    private int form(Alternative alternative, int next) {
        List<JsonNode> values = alternative.values();
        if (values != null) {
            List<byte[]> texts = matching(alternative, values).stream()
                    .map(value -> JsonText.bytes(value, spacing))
                    .toList();
            return texts.isEmpty() ? Nodes.FAIL : emission.emit(new Expr.Texts(texts), Encoding.UTF_8, next);
        }
        List<Integer> ways = new ArrayList<>();
        Set<Type> types = alternative.types();
        for (Type type : types) {
            ways.add(
                    switch (type) {
                        case NULL -> nodes().text(new byte[] {'n', 'u', 'l', 'l'}, next);
                        case BOOLEAN ->
                            nodes().fork(
                                            nodes().text(new byte[] {'t', 'r', 'u', 'e'}, next),
                                            nodes().text(new byte[] {'f', 'a', 'l', 's', 'e'}, next));
                        case INTEGER ->
                            types.contains(Type.FRACTION)
                                    ? Nodes.FAIL
                                    : new NumberForm(emission).emit(alternative, true, next);
                        case FRACTION -> new NumberForm(emission).emit(alternative, false, next);
                        case STRING -> new StringForm(emission).emit(alternative, next);
                        case ARRAY -> new ArrayForm(this).emit(alternative, next);
                        case OBJECT -> new ObjectForm(this).emit(alternative, next);
                    });
        }
        return nodes().fork(ways.stream().mapToInt(Integer::intValue).toArray());
    }

    /** {@return those of {@code values} that match all else that the alternative says} */
    List<JsonNode> matching(Alternative alternative, List<JsonNode> values) {
        List<Schema> others = new ArrayList<>();
        for (Schema part : alternative.parts()) {
            ObjectNode rest = ((ObjectNode) part.node()).deepCopy();
            rest.remove(List.of("enum", "const", "$ref", "allOf", "anyOf", "oneOf"));
            if (Exclusion.restricts(rest)) {
                others.add(new Schema(rest, part.pointer()));
            }
        }
        if (others.isEmpty()) {
            return values;
        }
        Emission checking = new Emission();
        SchemaNodes own = new SchemaNodes(root, spacing, checking);
        Expr expr = new Expr.Made((e, next) -> own.form(new Alternative(others, List.of()), next));
        boolean[] all = new boolean[256];
        java.util.Arrays.fill(all, true);
        StateGraph graph = new StateGraph(checking.program(expr, Encoding.UTF_8, all));
        return values.stream()
                .filter(value -> matches(graph, JsonText.bytes(value, spacing)))
                .toList();
    }

    private static boolean matches(StateGraph graph, byte[] text) {
        State state = graph.start();
        for (byte b : text) {
            state = state.after(b);
            if (state == null) {
                return false;
            }
        }
        return state.accepting();
    }
}
