package dev.llmops.eval.report;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON that may stand inside a {@code script} element of an HTML page, whatever its strings hold.
 *
 * <p>HTML ends a script at {@code </script} wherever it stands and treats {@code <!--} as something else, so neither
 * {@code <} nor {@code >} nor {@code &} is ever written as itself. Line separators of JavaScript, control characters
 * and lone surrogates, which no encoding can carry, are written as escapes too. Numbers that JSON does not know are
 * written as strings.
 */
final class PageJson {
    private static final String HEX = "0123456789abcdef";

    private final Writer out;
    private boolean comma;

    PageJson(Writer out) {
        this.out = out;
    }

    PageJson beginObject() throws IOException {
        return open('{');
    }

    PageJson endObject() throws IOException {
        return close('}');
    }

    PageJson beginArray() throws IOException {
        return open('[');
    }

    PageJson endArray() throws IOException {
        return close(']');
    }

    private PageJson open(char bracket) throws IOException {
        separate();
        out.write(bracket);
        comma = false;
        return this;
    }

    private PageJson close(char bracket) throws IOException {
        out.write(bracket);
        comma = true;
        return this;
    }

    PageJson name(String name) throws IOException {
        separate();
        quote(name);
        out.write(':');
        comma = false;
        return this;
    }

    PageJson value(@Nullable String text) throws IOException {
        separate();
        if (text == null) {
            out.write("null");
        } else {
            quote(text);
        }
        comma = true;
        return this;
    }

    PageJson value(long number) throws IOException {
        return raw(Long.toString(number));
    }

    PageJson value(boolean truth) throws IOException {
        return raw(Boolean.toString(truth));
    }

    PageJson value(double number) throws IOException {
        if (Double.isNaN(number)) {
            return raw("null");
        }
        if (Double.isInfinite(number)) {
            return value(number > 0 ? "Infinity" : "-Infinity");
        }
        long whole = (long) number;
        // Shorter than 1.0; a negative zero is of no use to a reader.
        return raw(whole == number && Math.abs(number) < 1e15 ? Long.toString(whole) : Double.toString(number));
    }

    /** Writes {@code number} as a string, which keeps all of its digits. */
    PageJson value(BigDecimal number) throws IOException {
        return value(number.toPlainString());
    }

    PageJson member(String name, @Nullable String value) throws IOException {
        return name(name).value(value);
    }

    PageJson member(String name, long value) throws IOException {
        return name(name).value(value);
    }

    PageJson member(String name, double value) throws IOException {
        return name(name).value(value);
    }

    PageJson member(String name, boolean value) throws IOException {
        return name(name).value(value);
    }

    PageJson strings(String name, Map<String, String> members) throws IOException {
        name(name).beginObject();
        for (Map.Entry<String, String> member : members.entrySet()) {
            member(member.getKey(), member.getValue());
        }
        return endObject();
    }

    private PageJson raw(String literal) throws IOException {
        separate();
        out.write(literal);
        comma = true;
        return this;
    }

    private void separate() throws IOException {
        if (comma) {
            out.write(',');
        }
    }

    private void quote(String text) throws IOException {
        out.write('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            if (needsEscape(text, i)) {
                out.write(text, plain, i - plain);
                escape(text.charAt(i));
                plain = i + 1;
            }
        }
        out.write(text, plain, text.length() - plain);
        out.write('"');
    }

    private static boolean needsEscape(String text, int index) {
        char c = text.charAt(index);
        if (c < 0x7F) {
            return c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&';
        }
        if (Character.isHighSurrogate(c)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
        }
        return c < 0xA0 || c == '\u2028' || c == '\u2029' || c == '\uFEFF' || c >= '\uFFFE';
    }

    private void escape(char c) throws IOException {
        switch (c) {
            case '"', '\\' -> {
                out.write('\\');
                out.write(c);
            }
            case '\n' -> out.write("\\n");
            case '\t' -> out.write("\\t");
            default -> {
                out.write("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.write(HEX.charAt(c >> shift & 0xF));
                }
            }
        }
    }
}
