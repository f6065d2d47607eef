package dev.llmops.eval.gate;

import dev.llmops.api.Require;
import dev.llmops.eval.run.RunInfo;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a gate found: one check for each thing it looked at, and what follows. Immutable. */
public final class GateReport {
    private final RunInfo run;
    private final @Nullable RunInfo baseline;
    private final List<Check> checks;
    private final SortedSet<String> quarantined;

    GateReport(RunInfo run, @Nullable RunInfo baseline, List<Check> checks, SortedSet<String> quarantined) {
        this.run = Require.nonNull(run, "run");
        this.baseline = baseline;
        this.checks = List.copyOf(checks);
        this.quarantined = Collections.unmodifiableSortedSet(new TreeSet<>(quarantined));
    }

    /** {@return the worst outcome of all checks} */
    public Outcome outcome() {
        return checks.stream().map(Check::outcome).reduce(Outcome.PASS, Outcome::and);
    }

    /** {@return whether the release may go on: everything passes, or only warns} */
    public boolean passed() {
        return outcome().compareTo(Outcome.WARN) <= 0;
    }

    /** {@return every check, in the order of the rules} */
    public List<Check> checks() {
        return checks;
    }

    /** {@return the checks that came out as {@code outcome}} */
    public List<Check> checks(Outcome outcome) {
        return checks.stream().filter(check -> check.outcome() == outcome).toList();
    }

    /** {@return the run that was looked at} */
    public RunInfo run() {
        return run;
    }

    /** {@return the run it was compared with, if there was one} */
    public Optional<RunInfo> baseline() {
        return Optional.ofNullable(baseline);
    }

    /** {@return the items of the run that were left out of every rule, as their answers are known to vary} */
    public SortedSet<String> quarantined() {
        return quarantined;
    }

    /** {@return the checks that are no pass, one a line; the number of checks if all passed} */
    public String summary() {
        if (outcome() == Outcome.PASS) {
            return "PASS: " + checks.size() + " checks";
        }
        return checks.stream()
                .filter(check -> check.outcome() != Outcome.PASS)
                .map(check -> check.outcome() + " " + check.subject() + ", " + check.rule() + ": " + check.message())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return "GateReport[" + outcome() + ", " + checks.size() + " checks]";
    }
}
