package dev.llmops.onnx.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrammarConstraintTest {
    private static final SyntheticVocabulary TOKENS = SyntheticVocabulary.of(3_000, 5);
    private static final TokenVocabulary VOCABULARY = TOKENS.vocabulary();
    private static final int MARKER = 2_998;

    private static final List<Grammar> GRAMMARS = List.of(
            Grammar.jsonObject(),
            Grammar.jsonSchema("""
                    {"type": "object", "properties": {"name": {"type": "string", "maxLength": 70},
                     "count": {"type": "integer", "minimum": -3, "maximum": 1200},
                     "tags": {"type": "array", "items": {"enum": ["red", "green"]}, "maxItems": 40},
                     "next": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}}, "required": ["name", "count", "next"]}"""),
            Grammar.regex("(foo|fo+bar)[^x]{3,60}\\d{2}"),
            Grammar.choices(List.of("alpha", "alphabet", "beta", "größe")),
            Grammar.sequence(Grammar.textUntil("<end>"), Grammar.literal("!").repeated(0, 3)));

    private static boolean bit(long[] mask, int token) {
        return (mask[token >>> 6] & (1L << token)) != 0;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void write(GrammarConstraint constraint, String text) {
        for (byte b : bytes(text)) {
            constraint.accept(b & 0xFF);
        }
    }

    private static String text(int[] tokens) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int token : tokens) {
            text.writeBytes(TOKENS.bytes(token));
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private interface Check {
        void at(GrammarConstraint constraint);
    }

    /** Looks at random states of every grammar. */
    private static void everywhere(Check check) {
        Random random = new Random(6);
        for (Grammar grammar : GRAMMARS) {
            CompiledGrammar compiled = grammar.compile(VOCABULARY);
            for (int text = 0; text < 6; text++) {
                GrammarConstraint constraint = compiled.start();
                for (int i = 0; i < 15 && !constraint.mustEnd(); i++) {
                    check.at(constraint);
                    long[] mask = constraint.allowed();
                    int token = random.nextInt(VOCABULARY.size());
                    while (!bit(mask, token)) {
                        token = (token + 1) % VOCABULARY.size();
                    }
                    constraint.accept(token);
                }
                check.at(constraint);
            }
        }
    }

    @Test
    void allowsExactlyTheTokensOfTheMask() {
        everywhere(constraint -> {
            long[] mask = constraint.allowed();
            for (int token = 0; token < VOCABULARY.size(); token++) {
                if (!VOCABULARY.isEnd(token)) {
                    assertThat(bit(mask, token)).as("token %d", token).isEqualTo(constraint.allows(token));
                }
            }
            assertThat(constraint.allows(TOKENS.end())).isEqualTo(constraint.mayEnd());
        });
    }

    @Test
    void forcesOnlyWhatHasNoAlternative() {
        everywhere(constraint -> {
            String forced = new String(constraint.forcedText(), StandardCharsets.ISO_8859_1);
            long[] mask = constraint.allowed();
            for (int token = 0; token < VOCABULARY.size(); token++) {
                if (bit(mask, token)) {
                    String text = new String(TOKENS.bytes(token), StandardCharsets.ISO_8859_1);
                    assertThat(text.startsWith(forced) || forced.startsWith(text))
                            .isTrue();
                }
            }
            GrammarConstraint ahead = constraint.copy();
            for (int token : constraint.forced()) {
                assertThat(ahead.mayEnd()).isFalse();
                ahead.accept(token);
            }
        });
    }

    @Test
    void endsByTheShortestWay() {
        everywhere(constraint -> {
            int[] ending = constraint.shortestEnding();
            assertThat((long) ending.length).isLessThanOrEqualTo(constraint.bytesToEnd());
            GrammarConstraint ahead = constraint.copy();
            for (int token : ending) {
                assertThat(ahead.mayEnd()).isFalse();
                ahead.accept(token);
            }
            assertThat(ahead.mayEnd()).isTrue();
        });
    }

    @Test
    void runsAheadOfTheModelWhereTextIsForced() {
        GrammarConstraint constraint =
                Grammar.jsonSchema("""
                {"type": "object", "properties": {"temperature": {"type": "integer"}}, "required": ["temperature"]}""").compile(VOCABULARY).start();

        assertThat(new String(constraint.forcedText(), StandardCharsets.UTF_8)).isEqualTo("{\"temperature\": ");
        assertThat("{\"temperature\": ").startsWith(text(constraint.forced()));
    }

    @Test
    void leavesTheLastPieceToTheModelIfALongerTokenBeginsWithIt() {
        // The vocabulary has tokens such as ": \"" that go on beyond the colon.
        GrammarConstraint constraint = Grammar.sequence(Grammar.literal("x:"), Grammar.regex("[ \"]+"))
                .compile(VOCABULARY)
                .start();

        assertThat(text(constraint.forced())).isEqualTo("x");
    }

    @Test
    void goesOnByItselfAfterACopy() {
        GrammarConstraint constraint =
                Grammar.choices(List.of("abc", "abd")).compile(VOCABULARY).start();
        write(constraint, "ab");
        GrammarConstraint copy = constraint.copy();
        write(copy, "c");

        assertThat(copy.mustEnd()).isTrue();
        assertThat(constraint.mustEnd()).isFalse();
        assertThat(constraint.allows('d')).isTrue();
    }

    @Test
    void takesNothingAfterTheEnd() {
        GrammarConstraint constraint = Grammar.regex("a*").compile(VOCABULARY).start();
        assertThat(constraint.mayEnd()).isTrue();
        assertThat(constraint.mustEnd()).isFalse();
        constraint.accept(TOKENS.end());

        assertThat(constraint.mustEnd()).isTrue();
        assertThat(constraint.allows('a')).isFalse();
        assertThat(constraint.allowed()).containsOnly(0L);
        assertThat(constraint.forced()).isEmpty();
        assertThat(constraint.shortestEnding()).isEmpty();
    }

    @Test
    void refusesTokensThatDoNotFit() {
        GrammarConstraint constraint = Grammar.literal("ab").compile(VOCABULARY).start();

        assertThatThrownBy(() -> constraint.accept('b')).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> constraint.accept(TOKENS.end())).isInstanceOf(InvalidInputException.class);
        assertThat(constraint.allows(-1)).isFalse();
        assertThat(constraint.allows(VOCABULARY.size())).isFalse();
    }

    @Test
    void writesCallsOfToolsAfterFreeText() {
        Grammar arguments = Grammar.jsonSchema("""
                {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}""");
        Grammar weather = Grammar.sequence(
                Grammar.literal("{\"name\": \"weather\", \"arguments\": "), arguments, Grammar.literal("}"));
        Grammar clock = Grammar.literal("{\"name\": \"clock\", \"arguments\": {}}");
        Grammar call = Grammar.sequence(
                Grammar.textUntil("<tool_call>"),
                Grammar.anyOf(List.of(weather, clock)),
                Grammar.literal("</tool_call>"));
        CompiledGrammar grammar = Grammar.sequence(call.repeated(0, 2), Grammar.textWithout("<tool_call>"))
                .compile(VOCABULARY);

        assertThat(grammar.matches(bytes("just < text <tool_cal"))).isTrue();
        assertThat(grammar.matches(bytes("I look: <tool_call>{\"name\": \"weather\", \"arguments\": "
                        + "{\"city\": \"Ulm\"}}</tool_call>, done")))
                .isTrue();
        assertThat(grammar.matches(bytes("<<tool_call>{\"name\": \"clock\", \"arguments\": {}}</tool_call>")))
                .isTrue();
        assertThat(grammar.matches(bytes("<tool_call>{\"name\": \"other\", \"arguments\": {}}</tool_call>")))
                .isFalse();
        assertThat(grammar.matches(bytes("<tool_call>"))).isFalse();
    }

    @Test
    void asksForSpecialTokensThatTextCannotSpell() {
        TokenVocabulary vocabulary = TokenVocabulary.of(TOKENS, Set.of(TOKENS.end()), Map.of(MARKER, "<|call|>"));
        GrammarConstraint constraint = Grammar.sequence(
                        Grammar.anyText(), Grammar.marker("<|call|>"), Grammar.literal("x"))
                .compile(vocabulary)
                .start();
        write(constraint, "<|call|>");
        assertThat(constraint.forcedText()).isEmpty();
        assertThat(constraint.allows(0xFF)).isFalse();
        constraint.accept(MARKER);

        assertThat(constraint.forced()).containsExactly((int) 'x');
        assertThatThrownBy(() -> Grammar.marker("<|call|>").compile(VOCABULARY))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void saysNothingOfTheText() {
        GrammarConstraint constraint =
                Grammar.literal("secret").compile(VOCABULARY).start();
        write(constraint, "secret");

        assertThat(constraint.toString()).doesNotContain("secret");
    }
}
