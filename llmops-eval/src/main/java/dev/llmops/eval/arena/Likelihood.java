package dev.llmops.eval.arena;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The likelihood of battles, maximised by Newton's method.
 *
 * <p>Parameters are logarithms of strengths, whose sum is kept at zero, then the weights of styles. A resample starts at
 * the maximum of the whole, with its curvature, which changes little: steps then cost one pass and no factorisation.
 */
final class Likelihood {
    private static final int STEPS = 100;
    private static final double SMALL = 1e-10;

    private final int systems;
    private final int size;
    private final double ridge;
    private final int[] first;
    private final int[] second;
    private final double[][] style;
    private Cholesky curvature;

    Likelihood(Battles battles, double ridge) {
        List<Battles.Cell> cells = battles.cells();
        this.systems = battles.systems().size();
        this.ridge = ridge;
        this.first = cells.stream().mapToInt(cell -> cell.first).toArray();
        this.second = cells.stream().mapToInt(cell -> cell.second).toArray();
        this.style = style(battles);
        this.size = systems + battles.styles();
        this.curvature = Cholesky.identity(size);
    }

    /** {@return how many parameters there are} */
    int size() {
        return size;
    }

    /** {@return how often each outcome came in each cell} */
    static double[][] outcomes(Battles battles) {
        List<Battles.Cell> cells = battles.cells();
        double[][] outcomes = new double[cells.size()][3];
        for (int i = 0; i < outcomes.length; i++) {
            for (int j = 0; j < 3; j++) {
                outcomes[i][j] = cells.get(i).outcomes[j];
            }
        }
        return outcomes;
    }

    /** {@return tanh(difference / deviation) of each cell and style, the deviation being that of all battles around 0} */
    private static double[][] style(Battles battles) {
        List<Battles.Cell> cells = battles.cells();
        double[][] style = new double[cells.size()][battles.styles()];
        for (int j = 0; j < battles.styles(); j++) {
            double squares = 0;
            double total = 0;
            for (Battles.Cell cell : cells) {
                squares += cell.style[j] * cell.style[j] * cell.total();
                total += cell.total();
            }
            double deviation = StrictMath.sqrt(squares / total);
            for (int i = 0; i < style.length; i++) {
                style[i][j] = deviation > 0 ? StrictMath.tanh(cells.get(i).style[j] / deviation) : 0;
            }
        }
        return style;
    }

    /**
     * {@return the parameters that make the outcomes most likely; empty if none do}
     *
     * @param outcomes how often each outcome came in each cell
     * @param start where to begin
     * @param sameCurvature whether the curvature of the last call is good enough to begin with
     */
    Optional<double[]> maximum(double[][] outcomes, double[] start, boolean sameCurvature) {
        double[] parameters = start.clone();
        double last = Double.POSITIVE_INFINITY;
        boolean reuse = sameCurvature;
        for (int i = 0; i < STEPS; i++) {
            Cholesky solver = curvature;
            double[] gradient;
            if (reuse) {
                gradient = derivatives(outcomes, parameters, null);
            } else {
                double[][] hessian = new double[parameters.length][parameters.length];
                gradient = derivatives(outcomes, parameters, hessian);
                Optional<Cholesky> factors = Cholesky.of(hessian);
                if (factors.isEmpty()) {
                    return Optional.empty();
                }
                solver = factors.get();
                curvature = sameCurvature ? curvature : solver;
            }
            double[] step = solver.solve(gradient);
            double size = limit(step);
            for (int j = 0; j < step.length; j++) {
                parameters[j] += step[j];
            }
            if (size < SMALL) {
                return Optional.of(parameters);
            }
            // An old curvature that does not bring the maximum closer fast is replaced by the true one.
            reuse = reuse && size < last / 2;
            last = size;
        }
        return Optional.empty();
    }

    /** Shortens steps that are longer than 2, where the likelihood is far from quadratic; returns the largest part. */
    private static double limit(double[] step) {
        double largest = 0;
        for (double part : step) {
            largest = Math.max(largest, Math.abs(part));
        }
        for (int j = 0; largest > 2 && j < step.length; j++) {
            step[j] *= 2 / largest;
        }
        return largest;
    }

    private double[] derivatives(double[][] outcomes, double[] parameters, double @Nullable [][] hessian) {
        double[] strength = new double[systems];
        for (int i = 0; i < systems; i++) {
            strength[i] = StrictMath.exp(parameters[i]);
        }
        double[] gradient = new double[parameters.length];
        for (int i = 0; i < first.length; i++) {
            double[] counts = outcomes[i];
            double total = counts[0] + counts[1] + counts[2];
            double ahead = strength[first[i]] * handicap(style[i], parameters);
            double share = ahead / (ahead + strength[second[i]]);
            double rest = counts[0] + counts[2] / 2 - total * share;
            gradient[first[i]] += rest;
            gradient[second[i]] -= rest;
            for (int j = 0; j < style[i].length; j++) {
                gradient[systems + j] += rest * style[i][j];
            }
            if (hessian != null) {
                addCurvature(hessian, i, total * share * (1 - share));
            }
        }
        for (int i = 0; ridge > 0 && i < gradient.length; i++) {
            gradient[i] -= ridge * parameters[i];
        }
        if (hessian != null) {
            anchor(hessian);
        }
        return gradient;
    }

    private double handicap(double[] styles, double[] parameters) {
        if (styles.length == 0) {
            return 1;
        }
        double sum = 0;
        for (int j = 0; j < styles.length; j++) {
            sum += styles[j] * parameters[systems + j];
        }
        return StrictMath.exp(sum);
    }

    private void addCurvature(double[][] hessian, int cell, double weight) {
        int a = first[cell];
        int b = second[cell];
        hessian[a][a] += weight;
        hessian[b][b] += weight;
        hessian[a][b] -= weight;
        hessian[b][a] -= weight;
        double[] styles = style[cell];
        for (int j = 0; j < styles.length; j++) {
            hessian[systems + j][a] += weight * styles[j];
            hessian[systems + j][b] -= weight * styles[j];
            hessian[a][systems + j] += weight * styles[j];
            hessian[b][systems + j] -= weight * styles[j];
            for (int k = 0; k < styles.length; k++) {
                hessian[systems + j][systems + k] += weight * styles[j] * styles[k];
            }
        }
    }

    /** Adds the ridge, and a curvature along equal strengths, where there is none and no gradient either. */
    private void anchor(double[][] hessian) {
        for (int i = 0; i < hessian.length; i++) {
            hessian[i][i] += ridge;
        }
        for (int i = 0; i < systems; i++) {
            for (int j = 0; j < systems; j++) {
                hessian[i][j] += 1.0 / systems;
            }
        }
    }
}
