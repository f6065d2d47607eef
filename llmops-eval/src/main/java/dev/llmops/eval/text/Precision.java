package dev.llmops.eval.text;

/**
 * Whether a formula is computed in double or in single precision.
 *
 * <p>sacreBLEU resamples statistics in single precision, and NumPy keeps what is computed from them so. An operation in
 * double precision that is rounded to single gives the number of the operation in single precision.
 */
enum Precision {
    DOUBLE,
    SINGLE;

    /** {@return {@code value} as this precision holds it} */
    double of(double value) {
        return this == SINGLE ? (float) value : value;
    }
}
