package dev.llmops.eval.conformance;

import java.util.Map;

/** Checks of golden cases, by the kind of metric that a case names. */
interface CheckSet {
    /** {@return what to do with a case, by {@link GoldenCase#metric()}; a check throws AssertionError} */
    Map<String, Check> checks();

    /** Computes what a case asks for and compares. */
    @FunctionalInterface
    interface Check {
        /** Fails with {@link AssertionError} if the result is another one than the tool's. */
        void accept(GoldenCase golden);
    }
}
