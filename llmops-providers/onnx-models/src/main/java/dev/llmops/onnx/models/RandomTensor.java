package dev.llmops.onnx.models;

/**
 * A tensor of random weights that are never stored: every element can be asked for at any time.
 *
 * <p>Elements are spread evenly around {@code centre}. Source of the generator: Steele, Lea, Flood, "Fast splittable
 * pseudorandom number generators" (SplitMix64), here with the index as its state. Immutable.
 */
final class RandomTensor {
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final float UNIT = 0x1p-23f;

    private final long state;
    private final float centre;
    private final float reach;

    /**
     * Creates a tensor.
     *
     * @param seed the model's seed
     * @param name the tensor's name; other names have other elements
     * @param centre the mean
     * @param deviation the standard deviation
     */
    RandomTensor(long seed, String name, float centre, float deviation) {
        long hash = seed;
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash * 31 + name.charAt(i));
        }
        this.state = hash;
        this.centre = centre;
        this.reach = (float) (deviation * Math.sqrt(3));
    }

    /** {@return the element at {@code index}} */
    float at(long index) {
        long bits = mix(state + index * STEP) >>> 40;
        return centre + (bits * UNIT - 1) * reach;
    }

    /** {@return the first {@code count} elements} */
    float[] first(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = at(i);
        }
        return values;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
