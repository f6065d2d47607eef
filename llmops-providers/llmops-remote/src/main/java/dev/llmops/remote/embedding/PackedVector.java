package dev.llmops.remote.embedding;

import dev.llmops.remote.wire.MalformedAnswerException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * Reads vectors that are sent as base64 of little-endian numbers.
 *
 * <p>The numbers are of 4 bytes, except that old servers send 8 bytes under the same name. The length
 * tells, where it is known how many numbers there should be; else their values do: either reading of
 * the wrong kind gives numbers that no model gives.
 */
final class PackedVector {
    /** Beyond this, and below its inverse for all but zero, no model goes. */
    private static final double MOST = 1e12;

    private PackedVector() {}

    /**
     * {@return the vector of {@code base64}}
     *
     * @param expected how many numbers it should have; 0 if not known
     * @throws MalformedAnswerException if it is none
     */
    static float[] read(String base64, int expected) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Without the cause: it quotes the text.
            throw new MalformedAnswerException("wrong-vector", "A vector of the answer is not base64.");
        }
        if (bytes.length == 0 || bytes.length % Float.BYTES != 0) {
            throw new MalformedAnswerException(
                    "wrong-vector", "A vector of the answer has " + bytes.length + " bytes.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return isWide(buffer, expected) ? wide(buffer) : narrow(buffer);
    }

    private static boolean isWide(ByteBuffer buffer, int expected) {
        int length = buffer.limit();
        if (length % Double.BYTES != 0 || (long) expected * Float.BYTES == length) {
            return false;
        }
        if ((long) expected * Double.BYTES == length) {
            return true;
        }
        return isPlausible(wide(buffer)) && (!isPlausible(narrow(buffer)) || isWidened(buffer));
    }

    private static boolean isPlausible(float[] vector) {
        for (float value : vector) {
            double size = Math.abs(value);
            if (!(size < MOST) || (size != 0 && size < 1 / MOST)) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether every number of 8 bytes is one of 4 bytes, made longer; the bits it gained are all zero} */
    private static boolean isWidened(ByteBuffer buffer) {
        boolean any = false;
        for (int at = 0; at < buffer.limit(); at += Double.BYTES) {
            long bits = buffer.getLong(at);
            if ((bits & 0x1fff_ffffL) != 0) {
                return false;
            }
            any |= bits != 0;
        }
        return any;
    }

    private static float[] narrow(ByteBuffer buffer) {
        float[] vector = new float[buffer.limit() / Float.BYTES];
        buffer.asFloatBuffer().get(vector);
        return vector;
    }

    private static float[] wide(ByteBuffer buffer) {
        float[] vector = new float[buffer.limit() / Double.BYTES];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) buffer.getDouble(i * Double.BYTES);
        }
        return vector;
    }
}
