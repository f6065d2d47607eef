package dev.llmops.remote.conformance;

import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.recordings.Recordings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Checks all clients against a folder of recordings; run by {@code benchmarks/conformance.sh recordings DIR}. */
public final class RecordingConformance {
    private RecordingConformance() {}

    /** Prints what failed, a row per provider, and the sum; ends with status 1 if anything failed. */
    public static void main(String[] arguments) {
        Recordings recordings = arguments.length == 0 ? Recordings.open() : Recordings.of(Path.of(arguments[0]));
        Tally tally = run(recordings);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        tally.failures().forEach(out::println);
        out.println(tally.table());
        out.flush();
        System.exit(tally.failed() == 0 ? 0 : 1);
    }

    static Tally run(Recordings recordings) {
        Tally tally = new Tally();
        RecordingChecks checks = new RecordingChecks(Subjects.all(), Subjects.calls(), tally);
        for (Recording recording : recordings.where(entry -> true)) {
            checks.check(recording);
        }
        return tally;
    }
}
