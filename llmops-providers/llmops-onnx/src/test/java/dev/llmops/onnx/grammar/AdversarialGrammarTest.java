package dev.llmops.onnx.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Schemas and expressions that would take for ever, or all memory, if they were spelled out. */
@Timeout(20)
class AdversarialGrammarTest {
    private static final SyntheticVocabulary TOKENS = SyntheticVocabulary.of(2_000, 11);
    private static final TokenVocabulary VOCABULARY = TOKENS.vocabulary();

    private static byte[] write(Grammar grammar) {
        return new RandomModel(TOKENS, 4).write(grammar.compile(VOCABULARY).start(), 30);
    }

    @Test
    void countsToAThousandMillionWithoutNodesForIt() {
        byte[] text = write(Grammar.jsonSchema("{\"type\": \"string\", \"maxLength\": 1000000000}"));

        assertThat(text.length).isGreaterThan(2);
    }

    @Test
    void refusesToEndWhatCannotBeEnded() {
        GrammarConstraint constraint = Grammar.jsonSchema("{\"type\": \"string\", \"minLength\": 1000000000}")
                .compile(VOCABULARY)
                .start();

        assertThat(constraint.bytesToEnd()).isGreaterThan(1_000_000_000L);
        assertThatThrownBy(constraint::shortestEnding).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void takesTenThousandProperties() {
        String properties = IntStream.range(0, 10_000)
                .mapToObj(i -> "\"property" + i + "\": {\"type\": \"integer\"}")
                .collect(Collectors.joining(", "));

        byte[] text = write(Grammar.jsonSchema("{\"type\": \"object\", \"properties\": {" + properties + "}}"));

        assertThat(new String(text, StandardCharsets.UTF_8)).startsWith("{").endsWith("}");
    }

    @Test
    void takesTenThousandValues() {
        String values =
                IntStream.range(0, 10_000).mapToObj(i -> "\"value " + i + "\"").collect(Collectors.joining(", "));

        byte[] text = write(Grammar.jsonSchema("{\"enum\": [" + values + "]}"));

        assertThat(new String(text, StandardCharsets.UTF_8)).startsWith("\"value ");
    }

    @Test
    void nestsAndRefusesTooDeepSchemas() {
        String hundred = "{\"type\": \"array\", \"minItems\": 1, \"items\": ".repeat(100) + "true" + "}".repeat(100);
        String manyMore = "{\"items\": ".repeat(100_000) + "true" + "}".repeat(100_000);

        assertThat(new String(write(Grammar.jsonSchema(hundred)), StandardCharsets.UTF_8))
                .startsWith("[".repeat(100));
        assertThatThrownBy(() -> Grammar.jsonSchema(manyMore)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void endsCatastrophicExpressions() {
        for (String regex : new String[] {
            "(a*)*b",
            "(a|a)*b",
            "(a|aa)+$",
            "(.*a){20}",
            "([a-z]+)*\\d",
            "((a?){30}){30}",
            "(x+x+)+y",
            ".*a.{1000}",
            "(a{0,50}){0,50}",
            "(a*){999999999}",
            "(|a){5,1000000}",
            "(a{0,1000}){0,1000}",
            "(.{0,1000}){0,1000}",
            "((a{2,9}){2,9}){2,9}",
            "(.{0,9}a.{0,9}){0,99}"
        }) {
            GrammarConstraint constraint =
                    Grammar.regex(regex).compile(VOCABULARY).start();
            for (int i = 0; i < 40 && constraint.allows('a'); i++) {
                constraint.accept('a');
            }
            assertThat(constraint.bytesToEnd()).as(regex).isLessThan(2_000);
            assertThat(constraint.allowed()).as(regex).hasSize((VOCABULARY.size() + 63) / 64);
        }
    }

    @Test
    void refusesWhatIsTooLargeToBeBuilt() {
        String doubling = IntStream.range(0, 40)
                .mapToObj(i -> "\"d" + i + "\": {\"anyOf\": [{\"$ref\": \"#/$defs/d" + (i + 1)
                        + "\"}, {\"$ref\": \"#/$defs/d" + (i + 1) + "\"}]}")
                .collect(Collectors.joining(", "));

        assertThatThrownBy(() -> Grammar.jsonSchema(
                        "{\"$ref\": \"#/$defs/d0\", \"$defs\": {" + doubling + ", \"d40\": {\"type\": \"null\"}}}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("anyOf");
    }

    @Test
    void forgetsStatesAndStillCounts() {
        CompiledGrammar grammar = Grammar.regex("a{120000}").compile(VOCABULARY);
        GrammarConstraint constraint = grammar.start();
        for (int i = 0; i < 120_000; i++) {
            assertThat(constraint.mayEnd()).isFalse();
            constraint.accept('a');
        }

        assertThat(constraint.mustEnd()).isTrue();
        assertThat(grammar.states()).isLessThan(30_000);
    }
}
