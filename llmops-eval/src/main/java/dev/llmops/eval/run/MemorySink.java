package dev.llmops.eval.run;

import dev.llmops.eval.Metric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps results in memory. */
final class MemorySink implements ResultSink {
    private final RunInfo info;
    private final List<Metric> metrics;
    private final Tally tally;
    private final List<ResultRow> rows = new ArrayList<>();

    MemorySink(RunInfo info, List<Metric> metrics) {
        this.info = info;
        this.metrics = metrics;
        this.tally = new Tally(info.metrics(), metrics);
    }

    @Override
    public BitSet done() {
        return new BitSet();
    }

    @Override
    public Tally tally() {
        return tally;
    }

    @Override
    public byte[] encode(ResultRow row) {
        return new byte[0];
    }

    @Override
    public void append(ResultRow row, byte[] encoded) {
        rows.add(row);
        tally.add(row);
    }

    @Override
    public BigDecimal paid() {
        return BigDecimal.ZERO;
    }

    @Override
    public void pay(BigDecimal amount) {
        // Whoever counts has the sum; there is no later attempt that would ask.
    }

    @Override
    public Run finish(RunState state, BigDecimal spent) {
        rows.sort(Comparator.comparingInt(ResultRow::number));
        RunSummary summary = Tally.ofOrdered(info.metrics(), metrics, rows.stream(), info.items() * info.repeats());
        return new Ended(
                info,
                state,
                summary.costing(spent),
                rows.stream().map(ResultRow::result).toList());
    }

    @Override
    public void close() {
        rows.clear();
    }

    private record Ended(RunInfo info, RunState state, RunSummary summary, List<Result> results) implements Run {
        @Override
        public Stream<Result> stream() {
            return results.stream();
        }

        /** Shows how many results there are. */
        @Override
        public String toString() {
            return "Run[" + info.subject() + ", " + state + ", " + results.size() + "]";
        }
    }
}
