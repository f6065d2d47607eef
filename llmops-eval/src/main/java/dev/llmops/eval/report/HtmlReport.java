package dev.llmops.eval.report;

import dev.llmops.api.Require;
import dev.llmops.eval.Metric;
import dev.llmops.eval.compare.Compare;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs side by side in one HTML file: leaderboard, comparisons, slices, reliability, and every item. Immutable.
 *
 * <p>The file asks for nothing over the network, and its content security policy forbids that anything does. It holds
 * the texts of items and outputs, so it must be kept like the data set itself. The same results give the same file.
 *
 * <p>Results are read one at a time. Numbers of the leaderboard cover all of them. Items to look at are embedded up to
 * {@link #maxItems(int)}; the page says so when there are more. Runs are {@linkplain Compare compared} by pairs, with
 * p-values corrected for the number of metrics; that alone takes memory for each item.
 */
public final class HtmlReport {
    private static final int MAX_ITEMS = 10_000;
    private static final int LONGEST_TEXT = 20_000;
    private static final int RUNS_WITH_ALL_PAIRS = 6;

    private final List<Results> runs;
    private final String title;
    private final Map<String, Metric> metrics;
    private final List<Fact> facts;
    private final int maxItems;
    private final int longestText;
    private final boolean compares;

    private HtmlReport(
            List<Results> runs,
            String title,
            Map<String, Metric> metrics,
            List<Fact> facts,
            int maxItems,
            int longestText,
            boolean compares) {
        this.runs = runs;
        this.title = title;
        this.metrics = metrics;
        this.facts = facts;
        this.maxItems = maxItems;
        this.longestText = longestText;
        this.compares = compares;
    }

    /** {@return a report of {@code runs}, of which the first is what the others are compared with} */
    public static HtmlReport of(Results... runs) {
        return of(List.of(runs));
    }

    /** {@return a report of {@code runs}, of which the first is what the others are compared with} */
    public static HtmlReport of(List<Results> runs) {
        List<Results> copy = List.copyOf(Require.nonNull(runs, "runs"));
        Require.that(!copy.isEmpty(), "runs", "a report needs a run at least");
        String title = "Evaluation of " + copy.get(0).info().dataset();
        return new HtmlReport(copy, title, Map.of(), List.of(), MAX_ITEMS, LONGEST_TEXT, true);
    }

    /** {@return this report under another title; the data set names it otherwise} */
    public HtmlReport title(String title) {
        return new HtmlReport(runs, Require.nonBlank(title, "title"), metrics, facts, maxItems, longestText, compares);
    }

    /**
     * {@return this report with the metrics that were run, which only those need whose corpus score is no mean}
     *
     * <p>Without them the page shows the mean of the scores of such a metric, and says so.
     */
    public HtmlReport metrics(Metric... metrics) {
        Map<String, Metric> more = new LinkedHashMap<>(this.metrics);
        for (Metric metric : metrics) {
            more.put(metric.name(), metric);
        }
        return new HtmlReport(runs, title, more, facts, maxItems, longestText, compares);
    }

    /**
     * {@return this report with another line in its reliability panel, such as what judging in both orders showed}
     *
     * @param name what was looked at, such as {@code "Position consistency"}
     * @param value what was found, such as {@code "0.93"}
     * @param detail of what and how, such as {@code "112 of 120 pairs, both orders"}; may be empty
     */
    public HtmlReport reliability(String name, String value, String detail) {
        List<Fact> more = new ArrayList<>(facts);
        more.add(new Fact(Require.nonBlank(name, "name"), Require.nonBlank(value, "value"), detail));
        return new HtmlReport(runs, title, metrics, List.copyOf(more), maxItems, longestText, compares);
    }

    /**
     * {@return this report with at most {@code count} items to look at; 10,000 unless told}
     *
     * <p>They are a sample by hash of the id: the same in all runs and whenever the report is written.
     */
    public HtmlReport maxItems(int count) {
        Require.that(count >= 0, "count", "count must not be negative, was " + count);
        return new HtmlReport(runs, title, metrics, facts, count, longestText, compares);
    }

    /** {@return this report, where a text of more than {@code characters} loses its end; 20,000 unless told} */
    public HtmlReport longestText(int characters) {
        Require.that(characters > 0, "characters", "characters must be positive, was " + characters);
        return new HtmlReport(runs, title, metrics, facts, maxItems, characters, compares);
    }

    /**
     * {@return this report without tests of its runs against each other}
     *
     * <p>Comparing reads runs once more, and keeps the statistics of their items in memory while it does.
     */
    public HtmlReport withoutComparisons() {
        return new HtmlReport(runs, title, metrics, facts, maxItems, longestText, false);
    }

    /**
     * Writes the page, in place of a file that is there already. No half of a page is ever seen under its name.
     *
     * @throws ReportException if the file cannot be written
     */
    public void write(Path file) {
        Path target = Require.nonNull(file, "file").toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new ReportException("Report " + file + " could not be written: a directory has that name.", null);
        }
        try {
            if (target.getParent() != null) {
                Files.createDirectories(target.getParent());
            }
            Path half = target.resolveSibling(target.getFileName() + ".part");
            try {
                try (BufferedWriter out = Files.newBufferedWriter(half, StandardCharsets.UTF_8)) {
                    writeTo(out);
                }
                Files.move(half, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            throw new ReportException("Report " + file + " could not be written: " + e.getMessage(), e);
        }
    }

    /**
     * Writes the page to {@code out}, which stays open and must encode it as UTF-8.
     *
     * @throws IOException if {@code out} does
     */
    public void writeTo(Writer out) throws IOException {
        PageTemplate page = PageTemplate.load();
        out.write(page.head(title));
        long expected = runs.stream().mapToLong(run -> run.info().items()).max().orElse(0);
        EmbeddedItems items = new EmbeddedItems(maxItems, expected);
        RowWriter rows = new RowWriter(items, longestText);
        List<RunTally> tallies = new ArrayList<>();
        for (Results run : runs) {
            tallies.add(writeRows(out, run, rows));
        }
        writeSummary(out, tallies, items, rows);
        out.write(page.foot());
        out.flush();
    }

    private RunTally writeRows(Writer out, Results run, RowWriter rows) throws IOException {
        RunTally tally = new RunTally(run.info(), metrics);
        PageJson json = new PageJson(out);
        out.write("<script type=\"application/json\" class=\"rows\">");
        json.beginArray();
        try (Stream<Result> results = run.stream()) {
            for (Iterator<Result> iterator = results.iterator(); iterator.hasNext(); ) {
                Result result = iterator.next();
                tally.add(result);
                rows.write(json, run.info(), result);
            }
        }
        tally.end();
        json.endArray();
        out.write("</script>\n");
        return tally;
    }

    private void writeSummary(Writer out, List<RunTally> tallies, EmbeddedItems items, RowWriter rows)
            throws IOException {
        PageJson json = new PageJson(out);
        out.write("<script type=\"application/json\" id=\"summary\">");
        json.beginObject().member("title", title).member("shown", items.count()).member("cutTexts", rows.cutTexts());
        json.name("runs").beginArray();
        for (RunTally tally : tallies) {
            tally.write(json);
        }
        json.endArray();
        writeMetrics(json);
        writePairs(json);
        json.name("facts").beginArray();
        for (Fact fact : facts) {
            json.beginArray()
                    .value(fact.name())
                    .value(fact.value())
                    .value(fact.detail())
                    .endArray();
        }
        json.endArray().endObject();
        out.write("</script>\n");
    }

    /** Writes what each run measured, in the order of the run, which is that of the scores in its rows. */
    private void writeMetrics(PageJson json) throws IOException {
        json.name("metrics").beginArray();
        for (Results run : runs) {
            json.beginArray();
            for (MetricInfo metric : run.info().metrics()) {
                json.beginObject()
                        .member("name", metric.name())
                        .member("signature", metric.signature().toString())
                        .member("better", metric.direction().gain(1))
                        .member("mean", metric.mean())
                        .endObject();
            }
            json.endArray();
        }
        json.endArray();
    }

    /** Writes every pair of a few runs; of many, the first with each of the others. */
    private void writePairs(PageJson json) throws IOException {
        PairWriter pairs = new PairWriter(json);
        json.name("comparisons").beginArray();
        int bases = !compares ? 0 : runs.size() <= RUNS_WITH_ALL_PAIRS ? runs.size() : 1;
        for (int base = 0; base < bases; base++) {
            for (int other = base + 1; other < runs.size(); other++) {
                Compare compare = Compare.paired(runs.get(base), runs.get(other))
                        .metrics(metrics.values().toArray(new Metric[0]));
                pairs.write(base, other, compare.run());
            }
        }
        json.endArray();
    }

    private record Fact(String name, String value, String detail) {
        Fact {
            Require.nonNull(detail, "detail");
        }
    }
}
