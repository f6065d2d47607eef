package dev.llmops.eval.gate;

import dev.llmops.api.Require;
import java.util.List;
import java.util.Locale;

/**
 * Writes gate reports in the XML that build servers read as results of JUnit.
 *
 * <p>A check is a test case; what warns is a passed case with a system-out. {@link Outcome#FAIL} is a failure,
 * {@link Outcome#INCOMPARABLE} an error. Characters that XML 1.0 does not allow are written as {@code \\u0007} would
 * be in Java.
 */
public final class JUnitXml {
    private JUnitXml() {}

    /** {@return the report, as a document of one suite of the name {@code suite}} */
    public static String of(GateReport report, String suite) {
        Require.nonNull(report, "report");
        Require.nonBlank(suite, "suite");
        List<Check> checks = report.checks();
        StringBuilder xml = new StringBuilder(1000);
        String counts = " tests=\"" + checks.size() + "\" failures=\""
                + report.checks(Outcome.FAIL).size() + "\" errors=\""
                + report.checks(Outcome.INCOMPARABLE).size() + "\"";
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites").append(counts).append(">\n");
        xml.append("  <testsuite name=\"").append(escape(suite)).append('"').append(counts);
        xml.append(" skipped=\"0\" time=\"0\">\n");
        properties(report, xml);
        for (Check check : checks) {
            testcase(check, suite, xml);
        }
        xml.append("  </testsuite>\n</testsuites>\n");
        return xml.toString();
    }

    private static void properties(GateReport report, StringBuilder xml) {
        xml.append("    <properties>\n");
        property("subject", report.run().subject(), xml);
        property("dataset", report.run().dataset(), xml);
        property("datasetHash", report.run().datasetHash(), xml);
        report.baseline().ifPresent(baseline -> property("baseline", baseline.subject(), xml));
        report.run()
                .metrics()
                .forEach(metric ->
                        property("metric." + metric.name(), metric.signature().toString(), xml));
        xml.append("    </properties>\n");
    }

    private static void property(String name, String value, StringBuilder xml) {
        xml.append("      <property name=\"").append(escape(name)).append("\" value=\"");
        xml.append(escape(value)).append("\"/>\n");
    }

    private static void testcase(Check check, String suite, StringBuilder xml) {
        xml.append("    <testcase name=\"").append(escape(check.subject() + ": " + check.rule()));
        xml.append("\" classname=\"").append(escape(suite)).append("\" time=\"0\"");
        switch (check.outcome()) {
            case PASS -> xml.append("/>\n");
            case WARN -> inside("system-out", "", "warning: " + check.message(), xml);
            case FAIL -> inside("failure", "gate", check.message(), xml);
            case INCOMPARABLE -> inside("error", "incomparable", check.message(), xml);
        }
    }

    private static void inside(String element, String type, String message, StringBuilder xml) {
        xml.append(">\n      <").append(element);
        if (!type.isEmpty()) {
            xml.append(" type=\"")
                    .append(type)
                    .append("\" message=\"")
                    .append(escape(message))
                    .append('"');
        }
        xml.append('>').append(escape(message)).append("</").append(element).append(">\n    </testcase>\n");
    }

    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\n' -> safe.append("&#10;");
                case '\t' -> safe.append("&#9;");
                case '\r' -> safe.append("&#13;");
                default -> {
                    if (isXml(c)) {
                        safe.appendCodePoint(c);
                    } else {
                        safe.append(String.format(Locale.ROOT, "\\u%04X", c));
                    }
                }
            }
        });
        return safe.toString();
    }

    private static boolean isXml(int c) {
        return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
