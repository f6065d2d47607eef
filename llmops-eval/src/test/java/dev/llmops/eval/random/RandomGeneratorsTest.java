package dev.llmops.eval.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.InvalidInputException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers in here were drawn with NumPy 2.4 and CPython 3.11. */
class RandomGeneratorsTest {
    @Test
    void drawsWhatDefaultRngDraws() {
        NumpyGenerator random = NumpyGenerator.seeded(1);

        assertThat(random.integers(10, 8)).containsExactly(4, 5, 7, 9, 0, 1, 8, 9);
        assertThat(random.nextDouble()).isEqualTo(0.31183145201048545);
        assertThat(random.permutation(6)).containsExactly(1, 5, 2, 3, 4, 0);
        assertThat(List.of(random.nextLong(1L << 40), random.nextLong(1L << 40), random.nextLong(1L << 40)))
                .containsExactly(604284650148L, 30301565461L, 828496424669L);
        assertThat(List.of(random.nextLong(1L << 32), random.nextLong(1L << 32)))
                .containsExactly(3598687396L, 2311307930L);
        assertThat(random.booleans(6)).containsExactly(false, false, false, true, false, false);
        assertThat(random.nextLong(Long.MAX_VALUE)).isEqualTo(7271971256255212164L);
    }

    @Test
    void takesSeedsOfAnySize() {
        NumpyGenerator random = NumpyGenerator.seeded(BigInteger.TWO.pow(100).add(BigInteger.valueOf(7)));

        assertThat(random.integers(10, 8)).containsExactly(4, 0, 7, 1, 9, 0, 6, 8);
        assertThat(random.nextDouble()).isEqualTo(0.15154519797425192);
    }

    @Test
    void drawsUnsignedNumbersOf32Bits() {
        NumpyGenerator random = NumpyGenerator.seeded(1);

        for (int i = 0; i < 100; i++) {
            assertThat(random.nextLong((1L << 32) - 1)).isBetween(0L, (1L << 32) - 2);
        }
        assertThat(NumpyGenerator.seeded(2).nextLong((1L << 32) - 1)).isEqualTo(3597359296L);
    }

    @Test
    void drawsNothingWhereOnlyOneNumberIsPossible() {
        NumpyGenerator random = NumpyGenerator.seeded(1);
        BigInteger before = random.state();

        assertThat(random.integers(1, 3)).containsExactly(0, 0, 0);
        assertThat(random.nextLong(1)).isZero();
        assertThat(random.state()).isEqualTo(before);
    }

    @Test
    void drawsRowsAsOneMatrix() {
        NumpyGenerator rows = NumpyGenerator.seeded(5);
        int[] row = new int[3];
        List<Integer> drawn = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            rows.fill(row, 100);
            for (int value : row) {
                drawn.add(value);
            }
        }

        assertThat(NumpyGenerator.seeded(5).integers(100, 12))
                .containsExactly(drawn.stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void drawsNormalNumbersWithTheRightMoments() {
        NumpyGenerator random = NumpyGenerator.seeded(3);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 200_000; i++) {
            double x = random.nextGaussian();
            sum += x;
            squares += x * x;
        }

        assertThat(sum / 200_000).isCloseTo(0, within(0.01));
        assertThat(squares / 200_000).isCloseTo(1, within(0.02));
    }

    @Test
    void drawsWhatRandomStateDraws() {
        NumpyRandomState random = NumpyRandomState.seeded(3);

        assertThat(random.integers(1000, 5)).containsExactly(874, 664, 249, 643, 952);
        assertThat(random.nextLong(1L << 40)).isEqualTo(861187447040L);
        assertThat(random.nextLong(1L << 40)).isEqualTo(94029491197L);
        assertThat(random.permutation(6)).containsExactly(0, 4, 1, 5, 2, 3);
        assertThat(random.nextDouble()).isEqualTo(0.20724287813818676);
        assertThat(random.nextInt(1)).isZero();
    }

    @Test
    void drawsWhatPythonDraws() {
        PythonRandom random = PythonRandom.seeded(-5);

        assertThat(random.nextDouble()).isEqualTo(0.6229016948897019);
        assertThat(random.bits(50)).isEqualTo(403674277200025L);
        assertThat(random.nextLong(1_000_000_000_000L)).isEqualTo(759329574455L);
        assertThat(random.sample(100, 6)).containsExactly(94, 83, 67, 3, 59, 99);
        assertThat(random.sample(10, 4)).containsExactly(3, 0, 2, 8);
        assertThat(random.choices(9, 4)).containsExactly(3, 7, 3, 0);
        List<Integer> values = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
        random.shuffle(values);
        assertThat(values).containsExactly(4, 2, 3, 5, 0, 1);
        assertThat(random.nextDouble()).isEqualTo(0.18207566377777873);
    }

    @Test
    void refusesSeedsAndBoundsThatNumPyRefuses() {
        assertThatThrownBy(() -> NumpyGenerator.seeded(-1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> NumpyRandomState.seeded(1L << 32)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> NumpyGenerator.seeded(1).nextInt(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> PythonRandom.seeded(1).sample(3, 4)).isInstanceOf(InvalidInputException.class);
    }
}
