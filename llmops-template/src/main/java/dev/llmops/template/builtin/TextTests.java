package dev.llmops.template.builtin;

import dev.llmops.template.text.Characters;
import dev.llmops.template.value.Text;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** The methods that tell of what characters a text is. */
final class TextTests {
    private TextTests() {}

    static List<Builtin> all() {
        return List.of(
                each("isalnum", c -> Characters.isLetter(c) || Characters.isNumeric(c)),
                each("isalpha", Characters::isLetter),
                each("isdecimal", Character::isDigit),
                each("isdigit", Characters::isDigit),
                each("isnumeric", Characters::isNumeric),
                each("isspace", Characters::isSpace),
                test("isascii", text -> text.chars().allMatch(c -> c < 0x80)),
                test("isprintable", text -> text.codePoints().allMatch(Text::isPrintable)),
                test("isidentifier", TextTests::isIdentifier),
                test("islower", text -> Characters.allCased(text, false)),
                test("isupper", text -> Characters.allCased(text, true)),
                test("istitle", Characters::isTitle));
    }

    private static Builtin each(String name, IntPredicate predicate) {
        return test(name, text -> Characters.all(text, predicate));
    }

    private static Builtin test(String name, Predicate<String> predicate) {
        return Builtin.positional(name, given -> predicate.test(given.text(0)), 1, 1);
    }

    static boolean isIdentifier(String text) {
        if (text.isEmpty()) {
            return false;
        }
        int first = text.codePointAt(0);
        return (first == '_' || Character.isUnicodeIdentifierStart(first))
                && text.codePoints()
                        .allMatch(c -> c == '_'
                                || Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
    }
}
