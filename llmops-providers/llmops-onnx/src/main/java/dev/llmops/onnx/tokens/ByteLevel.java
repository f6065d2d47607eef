package dev.llmops.onnx.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The letters that stand for bytes in a byte-level vocabulary.
 *
 * <p>The map of GPT-2: printable bytes of Latin-1 stand for themselves, the other 68 for the letters from U+0100 on.
 */
final class ByteLevel {
    private static final int LETTERS = 324;

    /** The byte of each letter, or -1. */
    private static final short[] BYTES = bytes();

    private ByteLevel() {}

    private static short[] bytes() {
        short[] bytes = new short[LETTERS];
        Arrays.fill(bytes, (short) -1);
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            bytes[printable ? b : next++] = (short) b;
        }
        return bytes;
    }

    /** {@return the bytes of a token; its UTF-8 form if one of its letters stands for no byte} */
    static byte[] decode(String token) {
        byte[] decoded = new byte[token.length()];
        for (int i = 0; i < decoded.length; i++) {
            char letter = token.charAt(i);
            if (letter >= LETTERS || BYTES[letter] < 0) {
                return token.getBytes(UTF_8);
            }
            decoded[i] = (byte) BYTES[letter];
        }
        return decoded;
    }
}
