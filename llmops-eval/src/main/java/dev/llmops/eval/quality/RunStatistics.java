package dev.llmops.eval.quality;

import dev.llmops.eval.Score;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The statistics of some metrics of a run, by item, and which vetoes were crossed. */
final class RunStatistics {
    private final List<String> names;
    private final List<Veto> vetoes;

    /** By item, then by metric; empty arrays where nothing was measured. */
    private final Map<String, double[][]> items = new LinkedHashMap<>();

    private final long[] measured;
    private final long[] crossed;
    private final String[] firstCrossing;
    private final long[] vetoUnmeasured;
    private long results;

    private RunStatistics(List<String> names, List<Veto> vetoes) {
        this.names = names;
        this.vetoes = vetoes;
        this.measured = new long[names.size()];
        this.crossed = new long[vetoes.size()];
        this.firstCrossing = new String[vetoes.size()];
        this.vetoUnmeasured = new long[vetoes.size()];
    }

    static RunStatistics of(Results results, List<String> names, List<Veto> vetoes) {
        RunStatistics statistics = new RunStatistics(names, vetoes);
        try (Stream<Result> stream = results.stream()) {
            stream.forEachOrdered(statistics::add);
        }
        return statistics;
    }

    private void add(Result result) {
        results++;
        double[][] row = items.computeIfAbsent(result.item().id(), id -> new double[names.size()][0]);
        for (int i = 0; i < names.size(); i++) {
            if (result.scores().get(names.get(i)) instanceof Score.Measured score) {
                measured[i]++;
                if (row[i].length == 0) {
                    row[i] = score.statistics();
                } else {
                    score.addTo(row[i]);
                }
            }
        }
        for (int i = 0; i < vetoes.size(); i++) {
            Veto veto = vetoes.get(i);
            if (!(result.scores().get(veto.metric()) instanceof Score.Measured score)) {
                vetoUnmeasured[i]++;
            } else if (veto.isCrossedBy(score.value()) && crossed[i]++ == 0) {
                firstCrossing[i] = result.item().id();
            }
        }
    }

    /** {@return the share of results that have a value of the metric at {@code index}} */
    double coverage(int index) {
        return results == 0 ? 0 : (double) measured[index] / results;
    }

    List<Quality.Crossing> crossings() {
        List<Quality.Crossing> crossings = new ArrayList<>();
        for (int i = 0; i < crossed.length; i++) {
            if (crossed[i] > 0) {
                crossings.add(new Quality.Crossing(vetoes.get(i), crossed[i], firstCrossing[i]));
            }
        }
        return crossings;
    }

    /** {@return for each veto whose metric lacks values, how many} */
    List<String> unmeasuredVetoes() {
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < vetoUnmeasured.length; i++) {
            if (vetoUnmeasured[i] > 0) {
                reasons.add("the veto on " + vetoes.get(i).metric() + " could not be checked in " + vetoUnmeasured[i]
                        + " of " + results + " results");
            }
        }
        return reasons;
    }

    /** {@return where the statistics of each metric begin in a row, and where the last end} */
    int[] offsets() {
        int[] offsets = new int[names.size() + 1];
        for (int i = 0; i < names.size(); i++) {
            int width = 0;
            for (double[][] row : items.values()) {
                width = Math.max(width, row[i].length);
            }
            offsets[i + 1] = offsets[i] + width;
        }
        return offsets;
    }

    /** {@return one row of statistics for each item, the metrics one behind the other; zeros where nothing was measured} */
    double[][] rows() {
        int[] offsets = offsets();
        double[][] rows = new double[items.size()][offsets[names.size()]];
        int next = 0;
        for (double[][] item : items.values()) {
            for (int i = 0; i < item.length; i++) {
                System.arraycopy(item[i], 0, rows[next], offsets[i], item[i].length);
            }
            next++;
        }
        return rows;
    }

    double[] sums() {
        double[] sums = new double[offsets()[names.size()]];
        for (double[] row : rows()) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += row[i];
            }
        }
        return sums;
    }
}
