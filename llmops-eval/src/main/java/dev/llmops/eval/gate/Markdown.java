package dev.llmops.eval.gate;

import dev.llmops.api.Require;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes gate reports as Markdown tables, for comments on changes and for job summaries. */
public final class Markdown {
    private Markdown() {}

    /** {@return the report: outcome, what was compared, one row for each check} */
    public static String of(GateReport report) {
        Require.nonNull(report, "report");
        StringBuilder text = new StringBuilder(1000);
        text.append("## Gate: ").append(report.outcome()).append("\n\n");
        text.append("Run `").append(code(report.run().subject())).append("` of `");
        text.append(code(report.run().dataset())).append('`');
        report.baseline()
                .ifPresent(baseline -> text.append(", baseline `")
                        .append(code(baseline.subject()))
                        .append('`'));
        text.append(".\n\n| | Subject | Rule | Result |\n|---|---|---|---|\n");
        for (Check check : report.checks()) {
            text.append("| ").append(sign(check.outcome())).append(" | ");
            text.append(cell(check.subject())).append(" | ");
            text.append(cell(check.rule())).append(" | ");
            text.append(cell(check.message())).append(" |\n");
        }
        if (!report.quarantined().isEmpty()) {
            text.append("\nIn quarantine: ")
                    .append(cell(ItemNames.some(report.quarantined())))
                    .append(".\n");
        }
        fingerprints(report, text);
        return text.toString();
    }

    private static void fingerprints(GateReport report, StringBuilder text) {
        SortedMap<String, String> now = new TreeMap<>(report.run().fingerprints());
        Map<String, String> then =
                report.baseline().map(baseline -> baseline.fingerprints()).orElse(Map.of());
        if (report.baseline().isEmpty()) {
            return;
        }
        then.keySet().forEach(name -> now.putIfAbsent(name, "unknown"));
        boolean any = false;
        for (Map.Entry<String, String> print : now.entrySet()) {
            String old = Optional.ofNullable(then.get(print.getKey())).orElse("unknown");
            if (!old.equals(print.getValue())) {
                text.append(any ? "" : "\nWhat changed:\n\n");
                text.append("* ")
                        .append(cell(print.getKey()))
                        .append(": `")
                        .append(code(old))
                        .append("` to `");
                text.append(code(print.getValue())).append("`\n");
                any = true;
            }
        }
    }

    private static String sign(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "pass";
            case WARN -> "**warn**";
            case INCOMPARABLE -> "**incomparable**";
            case FAIL -> "**FAIL**";
        };
    }

    /** Text of data sets must not open tables, links, images or HTML. */
    private static String cell(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(c -> {
            if (c < ' ' || c == 0x7F) {
                safe.append(' ');
            } else if ("\\`*_{}[]<>|~#!&@".indexOf(c) >= 0) {
                safe.append(String.format(Locale.ROOT, "&#%d;", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    private static String code(String text) {
        return text.replace('`', '\'').replace('|', '/').replaceAll("\\p{Cntrl}", " ");
    }
}
