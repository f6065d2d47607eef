package dev.llmops.onnx.grammar;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.onnx.grammar.automaton.Nodes;
import dev.llmops.onnx.grammar.pattern.CodePoints;
import dev.llmops.onnx.grammar.pattern.Emission;
import dev.llmops.onnx.grammar.pattern.Encoding;
import dev.llmops.onnx.grammar.pattern.Expr;
import dev.llmops.onnx.grammar.pattern.GrammarText;
import dev.llmops.onnx.grammar.pattern.Regex;
import dev.llmops.onnx.grammar.pattern.Utf8;
import dev.llmops.onnx.grammar.schema.JsonSpacing;
import dev.llmops.onnx.grammar.schema.SchemaGrammar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The texts that a model may write.
 *
 * <p>Immutable and safe for concurrent use. What is given is read at once: what cannot be kept to is refused with
 * {@link InvalidInputException} rather than kept to by halves.
 */
public final class Grammar {
    private final Expr expr;

    private Grammar(Expr expr) {
        this.expr = expr;
    }

    /** {@return the JSON that matches a schema, with one space after commas and colons} */
    public static Grammar jsonSchema(String schema) {
        return jsonSchema(schema, JsonSpacing.SPACED);
    }

    /**
     * {@return the JSON that matches a schema, draft 2020-12}
     *
     * <p>All of it matches, though not all that matches can be written: members come in the order of the schema, members
     * that the schema does not name only where it says {@code additionalProperties}, numbers without exponent and with
     * at most 15 digits.
     *
     * @throws InvalidInputException if it is no schema, or asks for what cannot be guaranteed; names the place
     */
    public static Grammar jsonSchema(String schema, JsonSpacing spacing) {
        return new Grammar(
                SchemaGrammar.of(Require.nonBlank(schema, "schema"), spacing).expr());
    }

    /** {@return any JSON object} */
    public static Grammar jsonObject() {
        return jsonSchema("{\"type\": \"object\"}", JsonSpacing.FLEXIBLE);
    }

    /** {@return what matches a regular expression from begin to end; written as in ECMA-262} */
    public static Grammar regex(String regex) {
        return new Grammar(Regex.whole(Require.nonNull(regex, "regex")));
    }

    /** {@return one of {@code texts}} */
    public static Grammar choices(List<String> texts) {
        Require.that(!texts.isEmpty(), "texts", "There must be at least one text to choose.");
        return new Grammar(new Expr.Texts(texts.stream().map(Utf8::bytes).toList()));
    }

    /** {@return what a grammar in GBNF describes, see {@link GrammarText}} */
    public static Grammar of(String grammarText) {
        return new Grammar(GrammarText.parse(Require.nonBlank(grammarText, "grammarText")));
    }

    /** {@return exactly {@code text}} */
    public static Grammar literal(String text) {
        return new Grammar(Expr.text(text));
    }

    /**
     * {@return exactly one special token}
     *
     * <p>The text must be one of the markers that the vocabulary was made with; plain text is never taken for it.
     */
    public static Grammar marker(String text) {
        return new Grammar(new Expr.Text(Markers.bytes(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** {@return any text, also none} */
    public static Grammar anyText() {
        return new Grammar(new Expr.Repeat(new Expr.Chars(CodePoints.ALL), 0, Nodes.UNBOUNDED));
    }

    /** {@return any text that has {@code trigger} only at its very end, where it must be} */
    public static Grammar textUntil(String trigger) {
        return new Grammar(FreeText.until(Require.nonBlank(trigger, "trigger")));
    }

    /** {@return any text, also none, that does not have {@code trigger} in it} */
    public static Grammar textWithout(String trigger) {
        return new Grammar(FreeText.without(Require.nonBlank(trigger, "trigger")));
    }

    /** {@return all of {@code parts}, one after the other} */
    public static Grammar sequence(Grammar... parts) {
        return new Grammar(
                new Expr.Sequence(Arrays.stream(parts).map(part -> part.expr).toList()));
    }

    /** {@return any one of {@code options}} */
    public static Grammar anyOf(List<Grammar> options) {
        Require.that(!options.isEmpty(), "options", "There must be at least one option.");
        return new Grammar(
                new Expr.Choice(options.stream().map(option -> option.expr).toList()));
    }

    /** {@return this, or nothing} */
    public Grammar optional() {
        return new Grammar(new Expr.Repeat(expr, 0, 1));
    }

    /**
     * {@return this several times}
     *
     * @param max the most times, {@link Integer#MAX_VALUE} for any number
     */
    public Grammar repeated(int min, int max) {
        Require.inRange(min, 0, max, "min");
        return new Grammar(new Expr.Repeat(expr, min, max));
    }

    /**
     * {@return this grammar for the tokens of a model}
     *
     * @throws InvalidInputException if no text matches, also since the vocabulary lacks a character or marker
     */
    public CompiledGrammar compile(TokenVocabulary vocabulary) {
        return new CompiledGrammar(vocabulary, new Emission().program(expr, Encoding.UTF_8, vocabulary.usable()));
    }
}
