package dev.llmops.onnx.grammar.schema;

import dev.llmops.onnx.grammar.automaton.Combination;
import dev.llmops.onnx.grammar.automaton.Nodes;
import dev.llmops.onnx.grammar.automaton.Program;
import dev.llmops.onnx.grammar.pattern.Emission;
import dev.llmops.onnx.grammar.pattern.Encoding;
import dev.llmops.onnx.grammar.pattern.Expr;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of members that are not in the schema, and what the values of such members must match.
 *
 * @param all conditions that the names keep
 * @param none conditions that they must not keep
 * @param schemas what the values match
 */
record FreeNames(List<Expr> all, List<Expr> none, Set<Schema> schemas) {
    private static final int MOST_PATTERNS = 3;
    private static final int MOST_NAMES = 2_000;

    /**
     * {@return the kinds of free names of an object, by the patterns that they match}
     *
     * <p>None where the schema names members and does not speak of others, and none where there are so many names that
     * to tell others from them would take too much: it is never wrong to leave such members out.
     */
    static List<FreeNames> of(Alternative alternative, Members members) {
        boolean closed = alternative.parts().stream().anyMatch(part -> part.has("properties"));
        boolean open = alternative.parts().stream()
                .anyMatch(part -> part.has("additionalProperties") || part.has("patternProperties"));
        List<Part> parts = alternative.parts().stream()
                .map(part -> new Part(part, List.copyOf(members.patterns(part).values())))
                .toList();
        int patterns = parts.stream().mapToInt(part -> part.patterns.size()).sum();
        int characters =
                members.named().keySet().stream().mapToInt(String::length).sum();
        if ((closed && !open) || patterns > MOST_PATTERNS || characters > MOST_NAMES) {
            return List.of();
        }
        List<Expr> shared = new ArrayList<>();
        shared.add(NamePattern.lengths(0, Nodes.UNBOUNDED));
        for (Schema part : alternative.with("propertyNames")) {
            if (part.node().path("propertyNames").has("enum")) {
                return List.of();
            }
            shared.add(NamePattern.ofNames(part).names());
        }
        Expr.Choice names = new Expr.Choice(
                members.named().keySet().stream().map(NamePattern::characters).toList());
        List<FreeNames> kinds = new ArrayList<>();
        for (int kind = 0; kind < 1 << patterns; kind++) {
            FreeNames free = kind(parts, kind, shared, names);
            boolean possible = free.schemas.stream()
                    .noneMatch(schema ->
                            schema.node().isBoolean() && !schema.node().booleanValue());
            if (possible) {
                kinds.add(free);
            }
        }
        return kinds;
    }

    private record Part(Schema schema, List<NamePattern> patterns) {}

    private static FreeNames kind(List<Part> parts, int kind, List<Expr> shared, Expr.Choice names) {
        List<Expr> all = new ArrayList<>(shared);
        List<Expr> none = new ArrayList<>();
        if (!names.options().isEmpty()) {
            none.add(names);
        }
        Set<Schema> schemas = new LinkedHashSet<>();
        int bit = 0;
        for (Part part : parts) {
            boolean matched = false;
            for (NamePattern pattern : part.patterns) {
                boolean matches = (kind & (1 << bit++)) != 0;
                (matches ? all : none).add(pattern.names());
                if (matches) {
                    schemas.add(pattern.schema());
                    matched = true;
                }
            }
            if (!matched && part.schema.has("additionalProperties")) {
                schemas.add(part.schema.at("additionalProperties"));
            }
        }
        return new FreeNames(all, none, schemas);
    }

    /** {@return a node that takes such a name, without quotation marks} */
    int emit(Emission emission, int next) {
        if (all.size() == 1 && none.isEmpty()) {
            return emission.emit(all.get(0), Encoding.JSON, next);
        }
        return Combination.emit(emission.nodes(), programs(all), programs(none), next);
    }

    private static List<Program> programs(List<Expr> exprs) {
        return exprs.stream().map(expr -> Emission.program(expr, Encoding.JSON)).toList();
    }
}
