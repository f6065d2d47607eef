package dev.llmops.remote.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.remote.wire.MalformedAnswerException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedVectorTest {
    @Test
    void readsNumbersOfFourBytesInLittleEndianOrder() {
        assertThat(PackedVector.read("AAAAPwAAgL8=", 0)).containsExactly(0.5f, -1f);
    }

    @Test
    void tellsNumbersOfEightBytesByTheExpectedLength() {
        double[] vector = {0.1, -0.2, 0.3};

        assertThat(PackedVector.read(wide(vector), 3)).containsExactly(0.1f, -0.2f, 0.3f);
    }

    @Test
    void tellsTheWidthByTheValuesWhereNoLengthIsExpected() {
        Random random = new Random(7);
        for (int length = 16; length <= 1024; length *= 2) {
            double[] vector = new double[length];
            Arrays.setAll(vector, i -> random.nextGaussian() / 30);
            float[] expected = new float[length];
            for (int i = 0; i < length; i++) {
                expected[i] = (float) vector[i];
            }

            assertThat(PackedVector.read(wide(vector), 0)).containsExactly(expected);
            assertThat(PackedVector.read(narrow(expected), 0)).containsExactly(expected);
        }
    }

    @Test
    void tellsLengthenedNumbersByTheirEmptyBits() {
        double[] vector = new double[64];
        Arrays.setAll(vector, i -> (float) Math.sin(i + 1));

        assertThat(PackedVector.read(wide(vector), 0)).hasSize(64).startsWith((float) Math.sin(1));
    }

    @Test
    void keepsVectorsOfZeros() {
        assertThat(PackedVector.read(narrow(new float[8]), 0)).hasSize(8).containsOnly(0f);
    }

    @Test
    void takesAnotherLengthThanExpected() {
        assertThat(PackedVector.read(narrow(new float[] {1, 2, 3, 4, 5, 6}), 1536))
                .hasSize(6);
    }

    @Test
    void refusesWhatIsNoVector() {
        for (String text : new String[] {"", "AAA", "!!!!", "AAAAAAA="}) {
            assertThatThrownBy(() -> PackedVector.read(text, 0)).isInstanceOf(MalformedAnswerException.class);
        }
    }

    private static String wide(double[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String narrow(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
