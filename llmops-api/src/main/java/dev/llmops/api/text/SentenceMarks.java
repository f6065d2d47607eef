package dev.llmops.api.text;

/** The characters that end, open and close sentences. */
final class SentenceMarks {
    static final int NONE = 0;
    static final int BREAK = 1;
    static final int STOP = 2;
    static final int WIDE_STOP = 3;

    private SentenceMarks() {}

    static int markOf(char c) {
        if (c < 0x80) {
            return switch (c) {
                case '.', '!', '?' -> STOP;
                case '\n', '\r' -> BREAK;
                default -> NONE;
            };
        }
        return switch (c) {
            case '\u2026', '\u203C', '\u2047', '\u2048', '\u2049' -> STOP;
            case '\u0589', '\u061F', '\u06D4', '\u0964', '\u0965', '\u104B', '\u1362', '\u17D4' -> WIDE_STOP;
            case '\u3002', '\uFF01', '\uFF0E', '\uFF1F', '\uFF61' -> WIDE_STOP;
            case '\u0085', '\u2028', '\u2029' -> BREAK;
            default -> NONE;
        };
    }

    static boolean isLineMark(char c) {
        return c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    static boolean isSpace(char c) {
        return c <= ' ' ? Character.isWhitespace(c) : c >= 0x80 && (Character.isSpaceChar(c) || c == '\u0085');
    }

    static boolean isIndent(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isReferenceMark(char c) {
        return c == ',' || c == ' ' || c == '-' || c == '^';
    }

    static boolean isWordPart(char c) {
        return c == '.' || c == '-' || c == '\u00B0' || Character.isLetterOrDigit(c);
    }

    static boolean isLinkPart(char c) {
        return c == '/' || c == '@' || c == '_' || c == '=' || c == '&' || c == '#';
    }

    static boolean isBullet(char c) {
        return c == '-' || c == '*' || c == '+' || c == '\u2022' || c == '\u2023' || c == '\u25E6' || c == '\u2043';
    }

    static boolean isCloser(char c) {
        return switch (c) {
            case '"', '\'', ')', ']', '}', '*', '_', '`', '\u00BB', '\u00AB', '\u2019', '\u201D', '\u201C' -> true;
            case '\u203A', '\u2039', '\u3009', '\u300B', '\u300D', '\u300F', '\u3011', '\u3015', '\uFF09' -> true;
            case '\uFF3D', '\uFF5D', '\uFF63' -> true;
            default -> false;
        };
    }

    static boolean isOpener(char c) {
        return switch (c) {
            case '"', '\'', '(', '[', '{', '*', '_', '`', '>', '\u00BF', '\u00A1', '\u00AB', '\u00BB' -> true;
            case '\u2018', '\u2019', '\u201A', '\u201C', '\u201D', '\u201E', '\u2039', '\u203A' -> true;
            default -> false;
        };
    }

    /** {@return whether a Japanese quotation goes on in its sentence with this particle} */
    static boolean isParticle(char c) {
        return "とっなのがはをにもで".indexOf(c) >= 0;
    }

    static boolean isEastAsian(char c) {
        return (c >= '\u3040' && c <= '\u30FF') || (c >= '\u3400' && c <= '\u9FFF') || (c >= '\uAC00' && c <= '\uD7A3');
    }
}
