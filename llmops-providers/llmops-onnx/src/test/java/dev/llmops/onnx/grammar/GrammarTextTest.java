package dev.llmops.onnx.grammar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.llmops.api.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrammarTextTest {
    private static final SyntheticVocabulary TOKENS = SyntheticVocabulary.of(1_500, 2);
    private static final TokenVocabulary VOCABULARY = TOKENS.vocabulary();

    private static final String ARITHMETIC = """
            # sums with the usual precedence
            root   ::= sum "\\n"
            sum    ::= term (("+" | "-") term)*
            term   ::= factor ([*/] factor)*
            factor ::= number
                     | "(" sum ")"   # recursion
            number ::= "0" | [1-9] [0-9]{0,3}
            """;

    private static final String JSON = """
            root   ::= object
            value  ::= object | array | string | number | ("true" | "false" | "null") ws
            object ::= "{" ws (string ":" ws value ("," ws string ":" ws value)*)? "}" ws
            array  ::= "[" ws (value ("," ws value)*)? "]" ws
            string ::= "\\"" ([^"\\\\\\x7F\\x00-\\x1F] | "\\\\" (["\\\\bfnrt] | "u" [0-9a-fA-F]{4}))* "\\"" ws
            number ::= ("-"? ([0-9] | [1-9] [0-9]{0,15})) ("." [0-9]+)? ws
            ws     ::= | " " | "\\n" [ \\t]{0,20}
            """;

    private static boolean matches(String grammar, String text) {
        return Grammar.of(grammar).compile(VOCABULARY).matches(text.getBytes(UTF_8));
    }

    @Test
    void readsRulesThatReferToEachOther() {
        for (String text : List.of("0\n", "1+2*3\n", "(1+(2-3))/45\n", "((((7))))\n")) {
            assertThat(matches(ARITHMETIC, text)).as(text).isTrue();
        }
        for (String text : List.of("", "0", "01\n", "1+\n", "(1\n", "12345\n", "1)\n")) {
            assertThat(matches(ARITHMETIC, text)).as(text).isFalse();
        }
    }

    @Test
    void writesJsonByTheGrammarOfJson() throws Exception {
        CompiledGrammar grammar = Grammar.of(JSON).compile(VOCABULARY);
        for (int seed = 0; seed < 50; seed++) {
            byte[] text = new RandomModel(TOKENS, seed).write(grammar.start(), 60);

            assertThat(new ObjectMapper().readTree(text).isObject()).isTrue();
        }
    }

    @Test
    void countsRepetitions() {
        String grammar = "root ::= \"a\"{2} [b-d]{1,3} .? (\"x\" \"y\"){2,}";

        assertThat(matches(grammar, "aabxyxy")).isTrue();
        assertThat(matches(grammar, "aabcd☃xyxyxy")).isTrue();
        assertThat(matches(grammar, "aabxy")).isFalse();
        assertThat(matches(grammar, "abxyxy")).isFalse();
    }

    @Test
    void readsListsByRecursionAtTheEnd() {
        CompiledGrammar grammar = Grammar.of("root ::= \"a\" root | \"b\"").compile(VOCABULARY);

        assertThat(grammar.matches("a".repeat(5_000).concat("b").getBytes(UTF_8)))
                .isTrue();
        assertThat(grammar.states()).isLessThan(5);
    }

    @Test
    void namesTheLineOfAMistake() {
        assertThatThrownBy(() -> Grammar.of("root ::= a\na ::= \"x")).hasMessageContaining("Line 2");
        assertThatThrownBy(() -> Grammar.of("root ::= missing")).hasMessageContaining("\"missing\"");
        assertThatThrownBy(() -> Grammar.of("a ::= \"x\"")).hasMessageContaining("root");
        assertThatThrownBy(() -> Grammar.of("root ::= \"a\"\nroot ::= \"b\"")).hasMessageContaining("twice");
        assertThatThrownBy(() -> Grammar.of("root ::= (\"a\"")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Grammar.of("root = \"a\"")).hasMessageContaining("::=");
        assertThatThrownBy(() -> Grammar.of("root ::= \"a\"{3,1}")).hasMessageContaining("{m,n}");
    }

    @Test
    void refusesHalvesOfCharacters() {
        for (String grammar : List.of("root ::= \"a\uD800b\"", "root ::= [\uDC00-\uDFFF]", "root ::= \"\\uD83D\"")) {
            assertThatThrownBy(() -> Grammar.of(grammar))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("Line 1");
        }
        assertThatThrownBy(() -> Grammar.choices(List.of("yes", "\uD83D"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Grammar.literal("\uDE00")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Grammar.jsonSchema("{\"enum\": [\"\\uD83D\"]}"))
                .isInstanceOf(InvalidInputException.class);
        assertThat(Grammar.choices(List.of("\uD83D\uDE00")).compile(VOCABULARY).matches("😀".getBytes(UTF_8)))
                .isTrue();
    }

    @Test
    void refusesRulesThatBeginWithThemselvesOrNeverEnd() {
        for (String grammar : List.of(
                "root ::= root \"a\" | \"b\"",
                "root ::= a \"x\" | \"y\"\na ::= \"z\"? root \"b\"",
                "root ::= (root \"a\")* \"b\"",
                "root ::= \"a\" root")) {
            assertThatThrownBy(() -> Grammar.of(grammar).compile(VOCABULARY))
                    .as(grammar)
                    .isInstanceOf(InvalidInputException.class);
        }
    }
}
