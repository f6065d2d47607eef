package dev.llmops.onnx.tokens;

/**
 * Characters from bytes that come one by one.
 *
 * <p>Holds the bytes of a character until it is whole. What is not UTF-8 becomes one U+FFFD for each maximal subpart of
 * an ill-formed sequence (Unicode 15, section 3.9; the UTF-8 decoder of the WHATWG Encoding Standard), as in Rust's
 * {@code from_utf8_lossy}. Not safe for concurrent use.
 */
final class Utf8Decoder {
    private static final char REPLACEMENT = '\uFFFD';

    private int codePoint;
    private int needed;
    private int lower = 0x80;
    private int upper = 0xBF;

    /** Takes a byte, and appends what has become whole. */
    void accept(byte next, StringBuilder out) {
        int b = next & 0xFF;
        if (needed > 0) {
            if (b >= lower && b <= upper) {
                lower = 0x80;
                upper = 0xBF;
                codePoint = codePoint << 6 | b & 0x3F;
                if (--needed == 0) {
                    out.appendCodePoint(codePoint);
                }
                return;
            }
            end(out);
        }
        begin(b, out);
    }

    /** Ends the bytes: half a character becomes U+FFFD. */
    void end(StringBuilder out) {
        if (needed > 0) {
            out.append(REPLACEMENT);
        }
        needed = 0;
        lower = 0x80;
        upper = 0xBF;
    }

    private void begin(int b, StringBuilder out) {
        if (b < 0x80) {
            out.append((char) b);
        } else if (b >= 0xC2 && b <= 0xDF) {
            expect(1, b & 0x1F);
        } else if (b >= 0xE0 && b <= 0xEF) {
            expect(2, b & 0x0F);
            lower = b == 0xE0 ? 0xA0 : 0x80;
            upper = b == 0xED ? 0x9F : 0xBF;
        } else if (b >= 0xF0 && b <= 0xF4) {
            expect(3, b & 0x07);
            lower = b == 0xF0 ? 0x90 : 0x80;
            upper = b == 0xF4 ? 0x8F : 0xBF;
        } else {
            out.append(REPLACEMENT);
        }
    }

    private void expect(int bytes, int bits) {
        needed = bytes;
        codePoint = bits;
    }
}
