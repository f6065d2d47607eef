package dev.llmops.eval.random;

/**
 * Normal random numbers as NumPy draws them: Marsaglia and Tsang, "The Ziggurat Method for Generating Random Variables"
 * (2000), 256 layers, 52 bits.
 *
 * <p>NumPy has its tables ready-made; these are computed, and some widths differ in the last digits. The same bits are
 * drawn, and the numbers agree within 1e-12 of their size.
 */
final class Ziggurat {
    private static final int LAYERS = 256;
    private static final double SCALE = 0x1.0p52;

    /** Where the tail begins, for 256 layers of equal area. */
    private static final double TAIL = 3.654152885361009;

    private static final double AREA = 0.004928673233974652;

    private static final double[] WIDTH = new double[LAYERS];
    private static final long[] INSIDE = new long[LAYERS];
    private static final double[] HEIGHT = new double[LAYERS];

    static {
        double edge = TAIL;
        double height = PreciseMath.exp(-0.5 * edge * edge);
        HEIGHT[0] = 1;
        WIDTH[0] = AREA / height / SCALE;
        INSIDE[0] = (long) (edge * height / AREA * SCALE);
        for (int i = LAYERS - 1; i >= 1; i--) {
            WIDTH[i] = edge / SCALE;
            HEIGHT[i] = height;
            // The innermost layer reaches up to the peak: nothing above it is inside.
            double inner = i == 1 ? 0 : Math.sqrt(-2 * PreciseMath.log(AREA / edge + height));
            INSIDE[i] = (long) (inner / edge * SCALE);
            edge = inner;
            height = PreciseMath.exp(-0.5 * edge * edge);
        }
    }

    private Ziggurat() {}

    /** {@return the next number from {@code generator}} */
    static double next(NumpyGenerator generator) {
        while (true) {
            long bits = generator.nextLong();
            int layer = (int) bits & 0xff;
            boolean negative = (bits >>> 8 & 1) != 0;
            long magnitude = bits >>> 9 & 0x000fffffffffffffL;
            double x = magnitude * WIDTH[layer];
            if (magnitude < INSIDE[layer]) {
                return negative ? -x : x;
            }
            if (layer == 0) {
                double tail = tail(generator);
                return (magnitude >>> 8 & 1) != 0 ? -tail : tail;
            }
            double height = (HEIGHT[layer - 1] - HEIGHT[layer]) * generator.nextDouble() + HEIGHT[layer];
            if (height < density(x)) {
                return negative ? -x : x;
            }
        }
    }

    private static double tail(NumpyGenerator generator) {
        while (true) {
            double x = -StrictMath.log1p(-generator.nextDouble()) / TAIL;
            double y = -StrictMath.log1p(-generator.nextDouble());
            if (y + y > x * x) {
                return TAIL + x;
            }
        }
    }

    private static double density(double x) {
        return StrictMath.exp(-0.5 * x * x);
    }
}
