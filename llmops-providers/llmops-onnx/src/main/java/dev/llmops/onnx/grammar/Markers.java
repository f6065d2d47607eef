package dev.llmops.onnx.grammar;

/**
 * Special tokens as bytes: their text between two bytes that UTF-8 does not have.
 *
 * <p>So no other token can spell one, and a text cannot be mistaken for one.
 */
final class Markers {
    static final int EDGE = 0xFF;

    private Markers() {}

    static byte[] bytes(byte[] text) {
        byte[] bytes = new byte[text.length + 2];
        bytes[0] = (byte) EDGE;
        System.arraycopy(text, 0, bytes, 1, text.length);
        bytes[bytes.length - 1] = (byte) EDGE;
        return bytes;
    }

    /** {@return whether an ordinary token has the byte in it that marks the others} */
    static boolean touches(byte[] text) {
        for (byte b : text) {
            if ((b & 0xFF) == EDGE) {
                return true;
            }
        }
        return false;
    }

    static void allow(byte[] marker, boolean[] usable) {
        for (byte b : marker) {
            usable[b & 0xFF] = true;
        }
    }
}
