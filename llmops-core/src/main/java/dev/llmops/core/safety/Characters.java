package dev.llmops.core.safety;

/** The characters that numbers and addresses are made of and bounded by. */
final class Characters {
    private Characters() {}

    /** {@return whether it is a decimal digit, ASCII or full-width} */
    static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= '\uFF10' && c <= '\uFF19');
    }

    /** {@return the value of a digit} */
    static int valueOf(char digit) {
        return digit <= '9' ? digit - '0' : digit - '\uFF10';
    }

    /** {@return whether it is an ASCII letter} */
    static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /**
     * {@return whether a name or number goes on with it}
     *
     * <p>East Asian letters do not count: such text has no blanks between words and numbers.
     */
    static boolean isWord(char c) {
        if (c < 0x80) {
            return isAsciiLetter(c) || (c >= '0' && c <= '9') || c == '_';
        }
        return isDigit(c) || isAlphabetic(c);
    }

    /** {@return whether it is a letter or accent of an alphabet beyond ASCII, not of East Asian writing} */
    static boolean isAlphabetic(char c) {
        return c >= 0xAA
                && c < 0x2E80
                && (Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK);
    }

    /** {@return whether it is a blank within a line, also one of the typographic kinds} */
    static boolean isBlank(char c) {
        return c == ' ' || c == '\u00A0' || c == '\u2007' || c == '\u2009' || c == '\u202F' || c == '\u3000';
    }

    /** {@return whether it is a hyphen or dash} */
    static boolean isDash(char c) {
        return c == '-' || (c >= '\u2010' && c <= '\u2015') || c == '\u2212' || c == '\uFF0D';
    }

    /** {@return whether it is an opening round bracket} */
    static boolean isOpen(char c) {
        return c == '(' || c == '\uFF08';
    }

    /** {@return whether it is a closing round bracket} */
    static boolean isClose(char c) {
        return c == ')' || c == '\uFF09';
    }

    /** {@return whether it is a plus sign} */
    static boolean isPlus(char c) {
        return c == '+' || c == '\uFF0B';
    }
}
