package dev.llmops.onnx.grammar.pattern;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The named sets of characters of regular expressions, ECMA-262.
 *
 * <p>Where dialects differ, as about white space, there is a narrow set and a wide one: texts made from a class use the
 * narrow one and from its opposite the wide one, so that they match whatever dialect checks them.
 *
 * @param narrow what every dialect has in it
 * @param wide what some dialect has in it
 */
record CharacterClasses(CodePoints narrow, CodePoints wide) {
    static final CodePoints DIGITS = CodePoints.range('0', '9');
    static final CodePoints WORD =
            DIGITS.or(CodePoints.range('a', 'z')).or(CodePoints.range('A', 'Z')).or(CodePoints.of('_'));

    /** What a dot does not match. */
    static final CodePoints LINE_ENDS = CodePoints.anyOf("\n\r\u0085\u2028\u2029");

    private static final CodePoints SPACES = CodePoints.anyOf(" \t\n\r\f\u000B");
    private static final CodePoints ALL_SPACES = SPACES.or(CodePoints.anyOf("\u0085\u00A0\u1680\u2028\u2029\u202F"))
            .or(CodePoints.anyOf("\u205F\u3000\uFEFF\u180E"))
            .or(CodePoints.range(0x1C, 0x1F))
            .or(CodePoints.range(0x2000, 0x200A));

    private static final Map<String, String> CATEGORIES = Map.ofEntries(
            Map.entry("L", "Lu Ll Lt Lm Lo"),
            Map.entry("Letter", "Lu Ll Lt Lm Lo"),
            Map.entry("M", "Mn Mc Me"),
            Map.entry("N", "Nd Nl No"),
            Map.entry("P", "Pc Pd Ps Pe Pi Pf Po"),
            Map.entry("S", "Sm Sc Sk So"),
            Map.entry("Z", "Zs Zl Zp"));

    private static final String[] NAMES = new String[31];

    static {
        NAMES[Character.UPPERCASE_LETTER] = "Lu";
        NAMES[Character.LOWERCASE_LETTER] = "Ll";
        NAMES[Character.TITLECASE_LETTER] = "Lt";
        NAMES[Character.MODIFIER_LETTER] = "Lm";
        NAMES[Character.OTHER_LETTER] = "Lo";
        NAMES[Character.NON_SPACING_MARK] = "Mn";
        NAMES[Character.COMBINING_SPACING_MARK] = "Mc";
        NAMES[Character.ENCLOSING_MARK] = "Me";
        NAMES[Character.DECIMAL_DIGIT_NUMBER] = "Nd";
        NAMES[Character.LETTER_NUMBER] = "Nl";
        NAMES[Character.OTHER_NUMBER] = "No";
        NAMES[Character.CONNECTOR_PUNCTUATION] = "Pc";
        NAMES[Character.DASH_PUNCTUATION] = "Pd";
        NAMES[Character.START_PUNCTUATION] = "Ps";
        NAMES[Character.END_PUNCTUATION] = "Pe";
        NAMES[Character.INITIAL_QUOTE_PUNCTUATION] = "Pi";
        NAMES[Character.FINAL_QUOTE_PUNCTUATION] = "Pf";
        NAMES[Character.OTHER_PUNCTUATION] = "Po";
        NAMES[Character.MATH_SYMBOL] = "Sm";
        NAMES[Character.CURRENCY_SYMBOL] = "Sc";
        NAMES[Character.MODIFIER_SYMBOL] = "Sk";
        NAMES[Character.OTHER_SYMBOL] = "So";
        NAMES[Character.SPACE_SEPARATOR] = "Zs";
        NAMES[Character.LINE_SEPARATOR] = "Zl";
        NAMES[Character.PARAGRAPH_SEPARATOR] = "Zp";
    }

    static CharacterClasses of(CodePoints set) {
        return new CharacterClasses(set, set);
    }

    /** {@return the class that a letter after a backslash means, or null if it means none} */
    static @Nullable CharacterClasses shorthand(char letter) {
        return switch (letter) {
            case 'd' -> of(DIGITS);
            case 'D' -> of(DIGITS.not());
            case 'w' -> of(WORD);
            case 'W' -> of(WORD.not());
            case 's' -> new CharacterClasses(SPACES, ALL_SPACES);
            case 'S' -> new CharacterClasses(ALL_SPACES.not(), SPACES.not());
            default -> null;
        };
    }

    /** {@return the characters of a general category such as {@code Lu} or {@code L}, or null if it is unknown} */
    static @Nullable CodePoints category(String name) {
        String members = CATEGORIES.getOrDefault(name, name);
        boolean known = false;
        for (String each : NAMES) {
            known |= each != null && members.contains(each);
        }
        return known ? CodePoints.matching(c -> isIn(members, NAMES[Character.getType(c)])) : null;
    }

    private static boolean isIn(String members, @Nullable String category) {
        return category != null && members.contains(category);
    }

    CharacterClasses or(CharacterClasses other) {
        return new CharacterClasses(narrow.or(other.narrow), wide.or(other.wide));
    }

    CharacterClasses not() {
        return new CharacterClasses(wide.not(), narrow.not());
    }
}
