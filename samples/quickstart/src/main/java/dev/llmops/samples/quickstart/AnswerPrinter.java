package dev.llmops.samples.quickstart;

import dev.llmops.api.grounding.Citation;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.CallRecord;
import dev.llmops.api.pipeline.StageTiming;
import dev.llmops.api.safety.GuardDecision;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows what an answer rests on and how it came about, for people. */
final class AnswerPrinter {
    private static final int LONGEST_QUOTE = 160;

    private final PrintStream out;

    AnswerPrinter(PrintStream out) {
        this.out = out;
    }

    void print(Answer answer) {
        answer.citations().forEach(this::print);
        answer.decisions().forEach(this::print);
        print(answer.record());
    }

    private void print(Citation citation) {
        out.printf(
                "   [%d] %s, characters %d to %d, %s%n",
                citation.number(),
                citation.source().documentId(),
                citation.source().start(),
                citation.source().end(),
                citation.support().name().toLowerCase(Locale.ROOT));
        if (!citation.headingPath().isEmpty()) {
            out.printf("       under \"%s\"%n", String.join(" > ", citation.headingPath()));
        }
        out.printf("       \"%s\"%n", shortened(citation.quote()));
    }

    private void print(GuardDecision decision) {
        out.printf(
                "   guard %s: %s in the %s, characters %d to %d: %s%n",
                decision.guard(),
                decision.finding().kind(),
                decision.origin().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                decision.finding().start(),
                decision.finding().end(),
                decision.action().getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }

    private void print(CallRecord record) {
        String stages = record.stages().stream()
                .map(timing -> timing.stage() + " " + millis(timing.duration())
                        + (timing.outcome() == StageTiming.Outcome.COMPLETED ? "" : " " + timing.outcome()))
                .collect(Collectors.joining(", "));
        out.printf(
                "   %s ms in all, first text after %s ms (%s)%n",
                millis(record.duration()),
                record.timeToFirstToken().map(AnswerPrinter::millis).orElse("-"),
                stages);
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
    }

    private static String shortened(String quote) {
        String line = quote.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }
}
