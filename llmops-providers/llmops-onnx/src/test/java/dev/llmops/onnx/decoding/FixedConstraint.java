package dev.llmops.onnx.decoding;

/** A constraint with the same answer to everything; counts how often its mask was wanted. */
final class FixedConstraint implements TokenConstraint {
    private final long[] allowed;
    private final boolean mayEnd;
    private final boolean mustEnd;
    int masks;

    FixedConstraint(boolean mayEnd, boolean mustEnd, int... tokens) {
        this.allowed = new long[4];
        this.mayEnd = mayEnd;
        this.mustEnd = mustEnd;
        for (int token : tokens) {
            allowed[token / 64] |= 1L << token % 64;
        }
    }

    @Override
    public boolean allows(int token) {
        return token < 64 * allowed.length && (allowed[token / 64] >>> token % 64 & 1) != 0;
    }

    @Override
    public long[] allowed() {
        masks++;
        return allowed;
    }

    @Override
    public int[] forced() {
        return new int[0];
    }

    @Override
    public void accept(int token) {}

    @Override
    public boolean mayEnd() {
        return mayEnd;
    }

    @Override
    public boolean mustEnd() {
        return mustEnd;
    }

    @Override
    public TokenConstraint copy() {
        return this;
    }
}
