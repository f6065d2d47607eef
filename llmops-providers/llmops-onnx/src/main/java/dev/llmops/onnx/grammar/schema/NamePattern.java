package dev.llmops.onnx.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.onnx.grammar.automaton.Nodes;
import dev.llmops.onnx.grammar.automaton.State;
import dev.llmops.onnx.grammar.automaton.StateGraph;
import dev.llmops.onnx.grammar.pattern.CodePoints;
import dev.llmops.onnx.grammar.pattern.Emission;
import dev.llmops.onnx.grammar.pattern.Encoding;
import dev.llmops.onnx.grammar.pattern.Expr;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A condition on the names of members, and what the values of such members must match. Not safe for concurrent use. */
final class NamePattern {
    private static final Set<String> SUPPORTED =
            Set.of("pattern", "minLength", "maxLength", "enum", "type", "title", "description");

    private final Expr names;
    private final Schema schema;
    private @Nullable StateGraph graph;

    NamePattern(Expr names, Schema schema) {
        this.names = names;
        this.schema = schema;
    }

    /** {@return the names that match} */
    Expr names() {
        return names;
    }

    Schema schema() {
        return schema;
    }

    /** {@return the condition that {@code propertyNames} of {@code part} is} */
    static NamePattern ofNames(Schema part) {
        Schema rule = part.at("propertyNames");
        if (rule.node().isBoolean()) {
            Expr names = rule.node().booleanValue() ? lengths(0, Nodes.UNBOUNDED) : lengths(0, 0);
            return new NamePattern(names, rule);
        }
        rule.node().fieldNames().forEachRemaining(keyword -> {
            if (!SUPPORTED.contains(keyword)) {
                throw rule.refused(keyword, "is not supported for names of members");
            }
        });
        if (!Type.of(rule).contains(Type.STRING)) {
            throw rule.refused("type", "is no string, as names are");
        }
        if (rule.has("enum")) {
            return new NamePattern(texts(rule.node().path("enum")), rule);
        }
        if (rule.has("pattern")) {
            if (rule.has("minLength") || rule.has("maxLength")) {
                throw rule.refused("pattern", "is not supported beside a length for names of members");
            }
            return new NamePattern(
                    StringForm.pattern(rule, "pattern", rule.node().path("pattern")), rule);
        }
        return new NamePattern(lengths(rule.count("minLength", 0), rule.count("maxLength", Nodes.UNBOUNDED)), rule);
    }

    private static Expr texts(JsonNode names) {
        List<Expr> all = StreamSupport.stream(names.spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(name -> characters(name.textValue()))
                .toList();
        return new Expr.Choice(all);
    }

    /** {@return exactly {@code text}, character by character, so that any encoding fits} */
    static Expr characters(String text) {
        return new Expr.Sequence(text.codePoints()
                .<Expr>mapToObj(c -> new Expr.Chars(CodePoints.of(c)))
                .toList());
    }

    static Expr lengths(int min, int max) {
        return new Expr.Repeat(new Expr.Chars(CodePoints.ALL), min, max);
    }

    boolean matches(byte[] name) {
        if (graph == null) {
            graph = new StateGraph(Emission.program(names, Encoding.UTF_8));
        }
        State state = graph.start();
        for (byte b : name) {
            state = state.after(b);
            if (state == null) {
                return false;
            }
        }
        return state.accepting();
    }
}
