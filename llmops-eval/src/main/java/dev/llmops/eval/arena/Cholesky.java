package dev.llmops.eval.arena;

import java.util.Optional;

/** Solves systems of linear equations with a symmetric positive definite matrix. */
final class Cholesky {
    private final double[][] lower;

    private Cholesky(double[][] lower) {
        this.lower = lower;
    }

    static Cholesky identity(int size) {
        double[][] lower = new double[size][size];
        for (int i = 0; i < size; i++) {
            lower[i][i] = 1;
        }
        return new Cholesky(lower);
    }

    /** {@return the factors of {@code matrix}, which is overwritten; empty if it is not positive definite} */
    static Optional<Cholesky> of(double[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            double scale = matrix[i][i];
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i][k] * matrix[j][k];
                }
                if (i != j) {
                    matrix[i][j] = sum / matrix[j][j];
                } else if (sum > scale * 1e-13) {
                    matrix[i][i] = StrictMath.sqrt(sum);
                } else {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Cholesky(matrix));
    }

    /** {@return the solution with {@code right} on the right side} */
    double[] solve(double[] right) {
        double[] x = right.clone();
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                x[i] -= lower[i][j] * x[j];
            }
            x[i] /= lower[i][i];
        }
        for (int i = x.length - 1; i >= 0; i--) {
            x[i] /= lower[i][i];
            for (int j = 0; j < i; j++) {
                x[j] -= lower[i][j] * x[i];
            }
        }
        return x;
    }
}
