package dev.llmops.onnx.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.InvalidInputException;
import dev.llmops.onnx.grammar.automaton.Combination;
import dev.llmops.onnx.grammar.automaton.Nodes;
import dev.llmops.onnx.grammar.automaton.Program;
import dev.llmops.onnx.grammar.pattern.CodePoints;
import dev.llmops.onnx.grammar.pattern.Emission;
import dev.llmops.onnx.grammar.pattern.Encoding;
import dev.llmops.onnx.grammar.pattern.Expr;
import dev.llmops.onnx.grammar.pattern.Lengths;
import dev.llmops.onnx.grammar.pattern.Regex;
import java.util.ArrayList;
import java.util.List;

/**
 * Strings: their length in code points, patterns and formats.
 *
 * <p>A string without pattern may use every escape but {@code \}{@code u0000} and halves of surrogate pairs; one with a
 * pattern uses escapes only where there must be one.
 */
final class StringForm {
    /** Where a pattern and a length are combined, longer strings are not written. */
    private static final int MOST_COMBINED = 500;

    private static final Expr CHARACTER = Regex.whole("[^\\x00-\\x1F\"\\\\]|\\\\([\"\\\\/bfnrt]"
            + "|u([1-9A-CE-Fa-ce-f][0-9A-Fa-f]{3}|[Dd][0-7][0-9A-Fa-f]{2}"
            + "|0([1-9A-Fa-f][0-9A-Fa-f]{2}|0([1-9A-Fa-f][0-9A-Fa-f]|0[1-9A-Fa-f])))"
            + "|u[Dd][89ABab][0-9A-Fa-f]{2}\\\\u[Dd][C-Fc-f][0-9A-Fa-f]{2})");
    private static final Expr ANY = new Expr.Repeat(CHARACTER, 0, Nodes.UNBOUNDED);
    private static final Object ANY_RULE = new Object();

    private final Emission emission;

    StringForm(Emission emission) {
        this.emission = emission;
    }

    int emit(Alternative alternative, int next) {
        int min = alternative.greatest("minLength");
        int max = alternative.least("maxLength");
        List<Expr> patterns = patterns(alternative);
        if (min > max) {
            return Nodes.FAIL;
        }
        if (!patterns.isEmpty()) {
            return quoted(end -> combined(patterns, min, max, alternative, end), next);
        }
        if (min == 0 && max == Nodes.UNBOUNDED) {
            return emission.call(
                    ANY_RULE, end -> quoted(close -> emission.emit(ANY, Encoding.UTF_8, close), end), next);
        }
        return quoted(end -> emission.emit(new Expr.Repeat(CHARACTER, min, max), Encoding.UTF_8, end), next);
    }

    private int quoted(Emission.Body inner, int next) {
        return emission.nodes().bytes('"', '"', inner.emit(emission.nodes().bytes('"', '"', next)));
    }

    private int combined(List<Expr> patterns, int min, int max, Alternative alternative, int next) {
        boolean bounded = patterns.stream().noneMatch(p -> Lengths.of(p).within(min, max));
        if (patterns.size() == 1 && !bounded) {
            return emission.emit(patterns.get(0), Encoding.JSON, next);
        }
        if (bounded && min > MOST_COMBINED) {
            throw alternative
                    .with("minLength")
                    .get(0)
                    .refused("minLength", "is above " + MOST_COMBINED + " beside a pattern or format");
        }
        List<Expr> all = new ArrayList<>(patterns);
        if (bounded) {
            int most = max == Nodes.UNBOUNDED ? max : Math.min(max, MOST_COMBINED);
            all.add(new Expr.Repeat(new Expr.Chars(CodePoints.ALL), min, most));
        }
        List<Program> programs =
                all.stream().map(each -> Emission.program(each, Encoding.JSON)).toList();
        return Combination.emit(emission.nodes(), programs, List.of(), next);
    }

    private static List<Expr> patterns(Alternative alternative) {
        List<Expr> patterns = new ArrayList<>();
        for (Schema part : alternative.with("pattern")) {
            patterns.add(pattern(part, "pattern", part.node().path("pattern")));
        }
        for (Schema part : alternative.with("format")) {
            Formats.of(part).ifPresent(patterns::add);
        }
        return patterns;
    }

    /** {@return the strings in which the pattern is found} */
    static Expr pattern(Schema schema, String keyword, JsonNode pattern) {
        if (!pattern.isTextual()) {
            throw schema.refused(keyword, "must be a regular expression");
        }
        try {
            return Regex.search(pattern.textValue());
        } catch (InvalidInputException e) {
            throw schema.refused(keyword, "is no regular expression that is supported. " + e.getMessage());
        }
    }
}
