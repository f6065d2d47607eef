package dev.llmops.onnx.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RegexTest {
    private static final List<String> PATTERNS = List.of(
            "a",
            "",
            "ab|c",
            "(ab|c)*",
            "a{2,4}b?",
            "[a-c]+[^a]",
            "(a|b){3}",
            "a.c",
            "\\d+\\.\\d{2}",
            "(?:a?b?)*c",
            "(a*){2,3}b",
            "[ä-ü]+",
            "\\w+ \\w+",
            "(?<x>a|ab)(c|bcd)(d*)",
            "\\$\\d",
            "[\\]\\-x]+",
            "a*?b+?",
            "((a?){2}b){2}",
            "\\x61\\u0062",
            "[^\\d\\s]{2}",
            "(a|b|)c",
            "^ab$",
            "^a|b$",
            "(^a|^b)c",
            "[😀-😎]+x?",
            "\\p{Lu}\\p{Ll}*",
            "(ab?){2,}");
    private static final String[] ALPHABET = {
        "a", "b", "c", "d", "x", " ", ".", "1", "2", "$", "-", "]", "ä", "ß", "\n", "😀", "A", "abc", "ab"
    };

    private static final SyntheticVocabulary TOKENS = SyntheticVocabulary.of(1_500, 2);
    private static final TokenVocabulary VOCABULARY = TOKENS.vocabulary();

    @Test
    void agreesWithJavaOnRandomTexts() {
        Random random = new Random(8);
        for (String regex : PATTERNS) {
            CompiledGrammar grammar = Grammar.regex(regex).compile(VOCABULARY);
            Pattern pattern = Pattern.compile(regex);
            for (int i = 0; i < 1_000; i++) {
                StringBuilder text = new StringBuilder();
                for (int length = random.nextInt(7); length > 0; length--) {
                    text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
                }
                assertThat(grammar.matches(text.toString().getBytes(StandardCharsets.UTF_8)))
                        .as("%s on \"%s\"", regex, text)
                        .isEqualTo(pattern.matcher(text).matches());
            }
        }
    }

    @Test
    void agreesWithJavaOnAllShortTextsWhereRoundsAreCounted() {
        for (String regex : List.of(
                "(a|aaaa){3,5}b?",
                "(a{1,3}b?){2,3}",
                "((a|aa){2,3}b){1,2}",
                "(a*){2,3}b",
                "(.{0,3}a){2,4}",
                "((a?){2}b){2}",
                "(a|ab|ba){2,3}",
                "(ab?){2,}",
                "((a|b){2}){2,3}",
                "((a{0,2}){2,3}b){2,3}",
                "(a?b?){4}a*")) {
            CompiledGrammar grammar = Grammar.regex(regex).compile(VOCABULARY);
            Pattern pattern = Pattern.compile(regex);
            for (int bits = 1; bits < 1 << 12; bits++) {
                String text = Integer.toBinaryString(bits)
                        .substring(1)
                        .replace('0', 'a')
                        .replace('1', 'b');
                assertThat(grammar.matches(text.getBytes(StandardCharsets.UTF_8)))
                        .as("%s on \"%s\"", regex, text)
                        .isEqualTo(pattern.matcher(text).matches());
            }
        }
    }

    @Test
    void writesOnlyWhatJavaMatches() {
        for (String regex : PATTERNS) {
            CompiledGrammar grammar = Grammar.regex(regex).compile(VOCABULARY);
            Pattern pattern = Pattern.compile(regex);
            for (int i = 0; i < 30; i++) {
                String text = new String(new RandomModel(TOKENS, i).write(grammar.start(), 12), StandardCharsets.UTF_8);
                assertThat(pattern.matcher(text).matches())
                        .as("%s on \"%s\"", regex, text)
                        .isTrue();
            }
        }
    }

    @Test
    void refusesWhatNoAutomatonCanDo() {
        for (String regex : List.of(
                "(a)\\1",
                "(?=a)b",
                "(?<!a)b",
                "a\\b",
                "(?i)a",
                "a++",
                "[a-",
                "(a",
                "a)",
                "*a",
                "a{3,2}",
                "[]",
                "a\\",
                "x^y",
                "(a$)+",
                "[b-a]",
                "\\p{Klingon}",
                "a**",
                "\\u12")) {
            assertThatThrownBy(() -> Grammar.regex(regex).compile(VOCABULARY))
                    .as(regex)
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void tellsThatNothingMatches() {
        assertThatThrownBy(() -> Grammar.regex("[^\\s\\S]").compile(VOCABULARY))
                .isInstanceOf(InvalidInputException.class);
    }
}
