package dev.llmops.eval.random;

/**
 * Normal random numbers as NumPy draws them: Marsaglia and Tsang, "The Ziggurat Method for Generating Random Variables"
 * (2000), 256 layers, 52 bits.
 */
final class Ziggurat {
    private static final int LAYERS = 256;
    private static final double SCALE = 0x1.0p52;
    private static final double TAIL = 3.6541528853610087963519472518;
    private static final double AREA = 0.0049286732339746519;

    private static final double[] WIDTH = new double[LAYERS];
    private static final long[] INSIDE = new long[LAYERS];
    private static final double[] HEIGHT = new double[LAYERS];

    static {
        double edge = TAIL;
        HEIGHT[0] = 1;
        WIDTH[0] = AREA / density(TAIL) / SCALE;
        INSIDE[0] = (long) (TAIL * density(TAIL) / AREA * SCALE);
        WIDTH[LAYERS - 1] = TAIL / SCALE;
        HEIGHT[LAYERS - 1] = density(TAIL);
        for (int i = LAYERS - 2; i >= 1; i--) {
            double inner = StrictMath.sqrt(-2 * StrictMath.log(AREA / edge + density(edge)));
            INSIDE[i + 1] = (long) (inner / edge * SCALE);
            WIDTH[i] = inner / SCALE;
            HEIGHT[i] = density(inner);
            edge = inner;
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
            double x = -1 / TAIL * StrictMath.log1p(-generator.nextDouble());
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
