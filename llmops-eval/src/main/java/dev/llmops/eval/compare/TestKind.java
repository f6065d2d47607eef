package dev.llmops.eval.compare;

/** Where a p-value comes from. */
public enum TestKind {
    /** McNemar's exact test, for values that are all 0 or 1; interval by Newcombe's method 10. */
    MCNEMAR_EXACT("exact McNemar"),
    /** Random signs of the paired differences, for values of any kind; interval by Student's t. */
    PERMUTATION("paired permutation"),
    /** Student's paired t-test, for more items than permutations can handle in good time. */
    T_TEST("paired t"),
    /** Resampled items, for metrics of a whole corpus. */
    BOOTSTRAP("paired bootstrap"),
    /** Resampled items with all their repeats. */
    CLUSTER_BOOTSTRAP("cluster bootstrap");

    private final String label;

    TestKind(String label) {
        this.label = label;
    }

    /** {@return the name for people} */
    public String label() {
        return label;
    }
}
