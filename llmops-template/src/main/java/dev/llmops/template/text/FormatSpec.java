package dev.llmops.template.text;

import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Floats;
import dev.llmops.template.value.Numbers;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.Text;
import dev.llmops.template.value.Types;
import dev.llmops.template.value.Undefined;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one value is formatted: fill, alignment, sign, width, grouping, precision and type.
 *
 * <p>Python's format specification mini-language. A precision of -1 and a type of 0 mean that none is given.
 */
record FormatSpec(
        String fill, char align, char sign, boolean alternate, int width, String group, int precision, char type) {
    private static final Pattern SYNTAX = Pattern.compile(
            "(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\\d+)?([_,])?(?:\\.(\\d+))?([a-zA-Z%])?", Pattern.DOTALL);
    private static final int DEFAULT_PRECISION = 6;
    private static final int MOST = 1_000_000;

    static FormatSpec parse(String text) {
        Matcher match = SYNTAX.matcher(text);
        if (!match.matches()) {
            throw Failure.of("Invalid format specifier");
        }
        boolean zero = match.group(6) != null;
        String fill = match.group(1) != null ? match.group(1) : zero && match.group(2) == null ? "0" : " ";
        char align = match.group(2) != null ? match.group(2).charAt(0) : zero ? '=' : 0;
        return new FormatSpec(
                fill,
                align,
                match.group(3) == null ? '-' : match.group(3).charAt(0),
                match.group(5) != null,
                number(match.group(7), 0),
                match.group(8) == null ? "" : match.group(8),
                number(match.group(9), -1),
                match.group(10) == null ? 0 : match.group(10).charAt(0));
    }

    @SuppressWarnings("NullAway") // a group that did not match
    private static int number(String digits, int missing) {
        if (digits == null) {
            return missing;
        }
        if (digits.length() > 7 || Integer.parseInt(digits) > MOST) {
            throw Failure.of("A width or precision may be at most " + MOST);
        }
        return Integer.parseInt(digits);
    }

    String format(Object value, Run run) {
        run.charge((long) width + Math.max(0, precision));
        if (value instanceof String text) {
            return text(text);
        } else if (value instanceof Double || Numbers.isNumber(value) && "eEfFgG%".indexOf(type) >= 0 && type != 0) {
            return real(Numbers.real(value));
        } else if (value instanceof Boolean && type == 0) {
            return text(Text.str(value, run));
        } else if (Numbers.isWhole(value)) {
            return whole(Numbers.big(value));
        } else if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        throw Failure.of("unsupported format string passed to " + Types.name(value) + ".__format__");
    }

    private String text(String text) {
        if (type != 0 && type != 's') {
            throw unknown("str");
        } else if (align == '=' && !fill.equals("0")) {
            throw Failure.of("'=' alignment not allowed in string format specifier");
        }
        String cut = precision >= 0 && precision < text.codePointCount(0, text.length())
                ? text.substring(0, text.offsetByCodePoints(0, precision))
                : text;
        return padded("", cut, '<');
    }

    private Failure unknown(String kind) {
        return Failure.of("Unknown format code '" + type + "' for object of type '" + kind + "'");
    }

    private String whole(BigInteger value) {
        BigInteger size = value.abs();
        String digits = switch (type) {
            case 0, 'd', 'n' -> grouped(Text.digits(size), 3);
            case 'b' -> (alternate ? "0b" : "") + grouped(size.toString(2), 4);
            case 'o' -> (alternate ? "0o" : "") + grouped(size.toString(8), 4);
            case 'x' -> (alternate ? "0x" : "") + grouped(size.toString(16), 4);
            case 'X' -> (alternate ? "0X" : "") + grouped(size.toString(16).toUpperCase(Locale.ROOT), 4);
            case 'c' -> Character.toString(codePoint(value));
            default -> throw unknown("int");
        };
        return padded(signOf(value.signum() < 0), digits, '>');
    }

    private static int codePoint(BigInteger value) {
        if (value.signum() < 0 || value.compareTo(BigInteger.valueOf(Character.MAX_CODE_POINT)) > 0) {
            throw Failure.of("%c arg not in range(0x110000)");
        }
        return value.intValue();
    }

    private String real(double value) {
        boolean negative = value < 0 || 1 / value < 0;
        double size = Math.abs(value);
        String digits = Double.isFinite(size) ? grouped(digits(size), 3) : Floats.repr(size) + (type == '%' ? "%" : "");
        boolean upper = type == 'E' || type == 'F' || type == 'G';
        return padded(signOf(negative), upper ? digits.toUpperCase(Locale.ROOT) : digits, '>');
    }

    private String digits(double size) {
        int places = precision < 0 ? DEFAULT_PRECISION : precision;
        return switch (type) {
            case 'f', 'F' -> NumberText.fixed(size, places);
            case '%' -> NumberText.fixed(size * 100, places) + "%";
            case 'e', 'E' -> NumberText.scientific(size, places);
            case 'g', 'G', 'n' -> NumberText.general(size, places, alternate);
            case 0 -> precision < 0 ? Floats.repr(size) : withPoint(size);
            default -> throw unknown("float");
        };
    }

    // Without a type, a float shows at least one digit after the point.
    private String withPoint(double size) {
        String text = NumberText.general(size, precision, alternate);
        int exponent = size == 0 ? 0 : (int) Math.floor(Math.log10(size));
        if (text.indexOf('e') < 0 && text.indexOf('.') < 0) {
            return exponent + 1 >= precision && precision > 0 && size != 0
                    ? NumberText.scientific(size, precision - 1)
                    : text + ".0";
        }
        return text;
    }

    private String signOf(boolean negative) {
        return negative ? "-" : sign == '-' ? "" : String.valueOf(sign);
    }

    private String grouped(String number, int size) {
        if (group.isEmpty()) {
            return number;
        }
        int end = 0;
        while (end < number.length()
                && Character.isLetterOrDigit(number.charAt(end))
                && !(size == 3 && number.charAt(end) == 'e')) {
            end++;
        }
        StringBuilder out = new StringBuilder(number);
        for (int at = end - size; at > 0; at -= size) {
            out.insert(at, group);
        }
        return out.toString();
    }

    private String padded(String start, String body, char usual) {
        int missing = width - start.length() - body.codePointCount(0, body.length());
        if (missing <= 0) {
            return start + body;
        }
        return switch (align == 0 ? usual : align) {
            case '<' -> start + body + fill.repeat(missing);
            case '^' -> fill.repeat(missing / 2) + start + body + fill.repeat(missing - missing / 2);
            case '=' -> usual == '<' ? body + fill.repeat(missing) : start + fill.repeat(missing) + body;
            default -> fill.repeat(missing) + start + body;
        };
    }
}
