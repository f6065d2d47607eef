package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/** Compares what was computed with what a tool answered. */
final class Expect {
    /** Relative, or absolute below this size. */
    static final double USUAL = 1e-9;

    /** Where the tool computes in single precision. */
    static final double SINGLE = 1e-5;

    private Expect() {}

    /** Fails unless both are the same number within {@code tolerance}, relative or absolute. */
    static void close(double actual, JsonNode expected, double tolerance, String what) {
        close(actual, GoldenCase.number(expected), tolerance, what);
    }

    /** Fails unless both are the same number within {@code tolerance}, relative or absolute. */
    static void close(double actual, double expected, double tolerance, String what) {
        boolean same = Double.compare(actual, expected) == 0
                || Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
        if (tolerance <= USUAL && Math.abs(expected) < 1 && Math.abs(expected) > USUAL) {
            same = Math.abs(actual - expected) <= tolerance * Math.abs(expected);
        }
        if (!same) {
            throw new AssertionError(what + " is " + actual + " instead of " + expected);
        }
    }

    /** Fails unless both are equal. */
    static void same(Object actual, Object expected, String what) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionError(what + " is <" + actual + "> instead of <" + expected + ">");
        }
    }
}
