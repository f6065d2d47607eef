package dev.llmops.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.RunInfo;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HtmlReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DATA = Pattern.compile("<script type=\"application/json\"[^>]*>([^<]*)</script>");

    @Test
    void isOneFileThatAsksForNothing() {
        String page = page(HtmlReport.of(MadeUpRuns.run("a", 1, 1, 0.5, 1)));

        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(100_000);
        assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "//cdn", "@import", "url(", "fetch(", "XMLHttpRequest", "innerHTML");
        assertThat(page).contains("default-src 'none'");
    }

    @Test
    void policyNamesStyleAndScriptByTheirHashes() throws Exception {
        String page = page(HtmlReport.of(MadeUpRuns.run("a", 1, 1, 0.5, 1)));

        assertThat(page).contains("style-src 'sha256-" + hash(between(page, "<style>", "</style>")) + "'");
        assertThat(page).contains("script-src 'sha256-" + hash(between(page, "<script>", "</script>\n</body>")) + "'");
    }

    @Test
    void sameResultsGiveTheSameFile() {
        HtmlReport report = HtmlReport.of(MadeUpRuns.run("a", 20, 2, 0.5, 1), MadeUpRuns.run("b", 20, 2, 0.6, 2));

        assertThat(page(report)).isEqualTo(page(report));
    }

    @Test
    void unmeasuredScoresEnterNoMean() throws IOException {
        Results run = run(
                List.of(mean("f1")),
                result("1", Map.of("f1", Score.of(0.5))),
                result("2", Map.of("f1", Score.unmeasured("no statement"))),
                result("3", Map.of("f1", Score.failed("no grade"))),
                result("4", Map.of("f1", Score.of(1))),
                result("5", Map.of()));

        JsonNode metric = summary(HtmlReport.of(run)).at("/runs/0/metrics/0");

        assertThat(metric.get("value").asDouble()).isEqualTo(0.75);
        assertThat(metric.get("measured").asInt()).isEqualTo(2);
        assertThat(metric.get("unmeasured").asInt()).isEqualTo(2);
        assertThat(metric.get("failed").asInt()).isEqualTo(1);
        assertThat(metric.at("/unmeasuredReasons/no statement").asInt()).isEqualTo(1);
        assertThat(metric.at("/unmeasuredReasons/there is no score").asInt()).isEqualTo(1);
        assertThat(metric.at("/failedReasons/no grade").asInt()).isEqualTo(1);
    }

    @Test
    void tokensOfJudgesCountWhetherOrNotAScoreCameOfThem() throws IOException {
        Results run = run(
                List.of(mean("f1")),
                result("1", Map.of("f1", Score.of(0.5).because("since", Usage.of(1, 10)))),
                result("2", Map.of("f1", Score.unmeasured("no statement").using(Usage.of(2, 20)))),
                result("3", Map.of("f1", Score.failed("no grade").using(Usage.of(4, 40)))),
                result("4", Map.of("f1", Score.of(1))));

        JsonNode shown = summary(HtmlReport.of(run)).at("/runs/0");

        assertThat(shown.get("judgeInputTokens").asInt()).isEqualTo(7);
        assertThat(shown.get("judgeOutputTokens").asInt()).isEqualTo(70);
        assertThat(shown.get("judged").asInt()).isEqualTo(3);
    }

    @Test
    void nothingMeasuredIsNoScore() throws IOException {
        Results run = run(List.of(mean("f1")), result("1", Map.of("f1", Score.unmeasured("none"))));

        assertThat(summary(HtmlReport.of(run)).at("/runs/0/metrics/0/value").isNull())
                .isTrue();
    }

    @Test
    void corpusScoresNeedTheMetric() throws IOException {
        Metric ratio = new Ratio();
        Results run = run(
                List.of(MetricInfo.of(ratio)),
                result("1", Map.of("ratio", Score.of(0.5, new double[] {1, 2}))),
                result("2", Map.of("ratio", Score.of(0.1, new double[] {1, 10}))),
                result("3", Map.of("ratio", Score.of(0.2, new double[] {1, 5}))));

        JsonNode without = summary(HtmlReport.of(run)).at("/runs/0/metrics/0");
        JsonNode with = summary(HtmlReport.of(run).metrics(ratio)).at("/runs/0/metrics/0");

        assertThat(without.get("value").asDouble()).isCloseTo(0.8 / 3, within(1e-12));
        assertThat(without.get("corpus").asBoolean()).isFalse();
        assertThat(with.get("value").asDouble()).isCloseTo(3.0 / 17, within(1e-12));
        assertThat(with.get("corpus").asBoolean()).isTrue();
        assertThat(with.get("low").asDouble()).isBetween(0.1, 3.0 / 17);
        assertThat(with.get("high").asDouble()).isBetween(3.0 / 17, 0.5);
    }

    @Test
    void showsASampleOfTooManyItemsTheSameInAllRuns() throws IOException {
        HtmlReport report = HtmlReport.of(MadeUpRuns.run("a", 500, 1, 0.5, 1), MadeUpRuns.run("b", 500, 1, 0.6, 2))
                .maxItems(50);

        List<JsonNode> data = data(report);

        int shown = summary(report).get("shown").asInt();
        assertThat(shown).isBetween(25, 50);
        assertThat(data.get(0)).hasSize(shown);
        assertThat(data.get(1)).hasSize(shown);
        assertThat(data.get(1)).allMatch(row -> row.get(0).isInt());
        assertThat(summary(report).at("/runs/0/results").asInt()).isEqualTo(500);
    }

    @Test
    void readsALongRunOnceAndKeepsNothingOfIt() throws IOException {
        RunInfo info = MadeUpRuns.info("long", 200_000, 1, List.of(mean("f1")));
        Results run = new Results() {
            @Override
            public RunInfo info() {
                return info;
            }

            @Override
            public Stream<Result> stream() {
                return IntStream.range(0, 200_000)
                        .mapToObj(i -> result("item-" + i, Map.of("f1", Score.of(i % 4 == 0 ? 1 : 0))));
            }
        };

        HtmlReport report = HtmlReport.of(run).maxItems(100);

        assertThat(page(report)).hasSizeLessThan(150_000);
        assertThat(summary(report).at("/runs/0/metrics/0/value").asDouble()).isEqualTo(0.25);
    }

    @Test
    void longTextsLoseTheirEndAndSaySo() throws IOException {
        Result result =
                new Result(Item.of("1", "x".repeat(50)), 0, Output.of("ab\ud83d\ude00cd"), Map.of("f1", Score.of(1)));
        HtmlReport report = HtmlReport.of(run(List.of(mean("f1")), result)).longestText(3);

        JsonNode row = data(report).get(0).get(0);

        assertThat(row.get(2).asText()).isEqualTo("ab … [4 more characters are not in this report]");
        assertThat(row.get(0).get("input").asText()).startsWith("xxx … [47 more");
        assertThat(summary(report).get("cutTexts").asInt()).isEqualTo(2);
    }

    @Test
    void titlesAreText() {
        String page = page(HtmlReport.of(MadeUpRuns.run("a", 1, 1, 0.5, 1)).title("</title><script>x & y"));

        assertThat(page).contains("<title>&lt;/title&gt;&lt;script&gt;x &amp; y</title>");
    }

    @Test
    void replacesTheFileAndLeavesNothingElse(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("deep/report.html");
        HtmlReport report = HtmlReport.of(MadeUpRuns.run("a", 3, 1, 0.5, 1));

        report.write(file);
        report.title("Again").write(file);

        assertThat(Files.readString(file)).contains("<title>Again</title>");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void saysWhichFileCannotBeWritten(@TempDir Path folder) {
        HtmlReport report = HtmlReport.of(MadeUpRuns.run("a", 3, 1, 0.5, 1));

        assertThatThrownBy(() -> report.write(folder))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void refusesToReportNothing() {
        assertThatThrownBy(() -> HtmlReport.of(List.of())).isInstanceOf(InvalidInputException.class);
    }

    private static MetricInfo mean(String name) {
        return new MetricInfo(name, Signature.of(name), Direction.HIGHER_IS_BETTER, true);
    }

    private static Result result(String id, Map<String, Score> scores) {
        return new Result(Item.of(id, "question"), 0, Output.of("answer"), scores);
    }

    private static Results run(List<MetricInfo> metrics, Result... results) {
        return Results.of(MadeUpRuns.info("run", results.length, 1, metrics), List.of(results));
    }

    private static String page(HtmlReport report) {
        StringWriter out = new StringWriter();
        try {
            report.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** The rows of all runs, then the summary. */
    private static List<JsonNode> data(HtmlReport report) throws IOException {
        List<JsonNode> data = new ArrayList<>();
        Matcher matcher = DATA.matcher(page(report));
        while (matcher.find()) {
            data.add(JSON.readTree(matcher.group(1)));
        }
        return data;
    }

    private static JsonNode summary(HtmlReport report) throws IOException {
        List<JsonNode> data = data(report);
        return data.get(data.size() - 1);
    }

    private static String between(String page, String start, String end) {
        int from = page.indexOf(start) + start.length();
        return page.substring(from, page.indexOf(end, from));
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }

    /** A score whose corpus score is no mean. */
    private static final class Ratio implements Metric {
        @Override
        public Signature signature() {
            return Signature.of("ratio");
        }

        @Override
        public Score score(Sample sample, CallControl control) {
            return Score.unmeasured("never asked");
        }

        @Override
        public boolean isMean() {
            return false;
        }
    }
}
