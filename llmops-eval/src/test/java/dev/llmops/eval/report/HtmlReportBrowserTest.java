package dev.llmops.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a browser: what it shows, how it is used, and what it does not do. Left out where there is no Chromium. */
final class HtmlReportBrowserTest {
    private static final String HOSTILE =
            "</script><script>window.harmed=1</script><img src=x onerror=\"window.harmed=2\">"
                    + "<!--\u2028'\"><svg onload=window.harmed=3> javascript:window.harmed=4 \ud800 &lt;b&gt; \u0000\u001b";

    @TempDir
    static Path folder;

    private static Chromium browser;
    private static Path small;

    @BeforeAll
    static void openBrowser() throws IOException {
        Optional<Path> executable = Chromium.executable();
        assumeTrue(executable.isPresent(), "no Chromium: set CHROMIUM to one, or put chromium on the PATH");
        browser = Chromium.open(executable.get(), folder, 1280, 900);
        small = folder.resolve("small.html");
        HtmlReport.of(
                        MadeUpRuns.run("prompt-v1", 60, 3, 0.5, 1),
                        MadeUpRuns.run("prompt-v2", 60, 3, 0.62, 2),
                        MadeUpRuns.run("small-model", 60, 3, 0.35, 3))
                .title("Nightly evaluation")
                .reliability("Position consistency", "0.93", "112 of 120 pairs, both orders")
                .write(small);
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void reset() throws IOException {
        browser.resize(1280, 900);
        browser.preferDark(false);
    }

    @Test
    void showsItsPanelsWithoutComplaintAndAsksForNothing() throws IOException {
        browser.show(small);

        assertThat(text("h1")).isEqualTo("Nightly evaluation");
        assertThat(texts("section > h2"))
                .containsExactly(
                        "What was run",
                        "Leaderboard",
                        "Paired comparison",
                        "What changed",
                        "Slices",
                        "Reliability",
                        "Latency and cost",
                        "Items");
        assertThat(text("#comparison .verdict-line")).startsWith("prompt-v2 against prompt-v1:");
        assertThat(text("#reliability .tiles")).contains("Position consistency", "0.93");
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).containsExactly(small.toUri().toString());
    }

    @Test
    void leadsWithTheBestRunOfEachMetric() throws IOException {
        browser.show(small);

        assertThat(texts("#leaderboard .card[aria-label=exact] tbody th"))
                .containsExactly("prompt-v2", "prompt-v1", "small-model");
        assertThat(texts("#leaderboard .card[aria-label=word-errors] tbody th"))
                .containsExactly("prompt-v2", "prompt-v1", "small-model");
    }

    @Test
    void choosingAnotherPairTurnsTheComparisonAround() throws IOException {
        browser.show(small);
        String there = text("#comparison tbody tr:first-child td:nth-of-type(4)");

        choose(".bar-top .field:nth-of-type(1) select", "1");
        choose(".bar-top .field:nth-of-type(2) select", "0");

        assertThat(text("#comparison .verdict-line")).startsWith("prompt-v1 against prompt-v2:");
        assertThat(text("#comparison tbody tr:first-child td:nth-of-type(4)")).isEqualTo(there.replace("+", "\u2212"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void isUsedWithoutAMouse() throws IOException {
        browser.show(small);

        browser.press("Tab");
        assertThat(focused("className")).isEqualTo("skip");

        browser.press("/");
        assertThat(focused("id")).isEqualTo("search");
        browser.press("Escape");
        assertThat(focused("id")).isEqualTo("grid");

        browser.press("ArrowDown");
        browser.press("ArrowDown");
        browser.press("Enter");
        assertThat(text("#detail-title")).isEqualTo("q-2");
        browser.press("ArrowRight");
        assertThat(text("#detail-title")).isEqualTo("q-3");
        browser.press("ArrowLeft");
        browser.press("Escape");
        assertThat(yes("document.querySelector('dialog').open")).isFalse();
        assertThat(focused("id")).isEqualTo("grid");

        browser.press("End");
        assertThat(text(".grid-row.active .id")).isEqualTo("q-59");
        assertThat(yes("document.getElementById('grid').getAttribute('aria-activedescendant') === 'row-59'"))
                .isTrue();
    }

    @Test
    void tabReachesEverythingOnceAndFocusIsSeen() throws IOException {
        browser.show(small);

        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            browser.press("Tab");
            assertThat(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                            .asText())
                    .isEqualTo("solid");
            seen.add(browser.evaluate("document.activeElement.textContent.slice(0, 20)")
                    .asText());
        }

        assertThat(seen).startsWith("Skip to the items", "Theme: auto", "Runs", "Leaderboard", "Comparison", "Changes");
    }

    @Test
    void searchesFiltersAndSorts() throws IOException {
        browser.show(small);

        browser.press("/");
        browser.type("day 17");
        waitFor("document.querySelector('.count').textContent.startsWith('1 of 60')");
        assertThat(texts(".grid-rows .what .id")).containsExactly("q-17");

        browser.evaluate("document.querySelector('#items .controls > button').click()");
        choose("#items .field:nth-of-type(2) select", "failed");
        assertThat(texts(".grid-rows .what .id")).allMatch(id -> id.endsWith("failed"));

        choose("#items .field:nth-of-type(2) select", "all");
        browser.evaluate("document.querySelector('.grid-head [role=columnheader]:nth-child(2) button').click()");
        assertThat(texts(".grid-rows .grid-row > :nth-child(2)"))
                .filteredOn(score -> !score.equals("none"))
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(browser.evaluate("document.querySelector('[aria-sort=descending]').textContent")
                        .asText())
                .contains("prompt-v1");
    }

    @Test
    void marksWhatDiffersBetweenOutputs() throws IOException {
        browser.show(twoAnswers("The pump stops at 90 °C.", "The pump trips at 90 °C."));

        browser.evaluate("location.hash = '#item=1'");
        waitFor("document.querySelector('dialog').open");

        assertThat(texts("dialog del")).containsExactly("stops");
        assertThat(texts("dialog ins")).containsExactly("trips");
        assertThat(text("dialog .outputs .card:nth-child(2) .text")).isEqualTo("The pump trips at 90 °C.");
    }

    @Test
    void tellsWhyThereIsNoScore() throws IOException {
        browser.show(small);

        browser.evaluate("location.hash = '#item=q-7'");
        waitFor("document.querySelector('dialog').open");

        assertThat(text("dialog .outputs")).contains("Failed: no answer within 2 s");
        assertThat(text("dialog table")).contains("the subject failed: no answer within 2 s");
    }

    @Test
    void followsTheSchemeOfTheSystemAndTheButton() throws IOException {
        browser.show(small);
        String light = ground();
        browser.preferDark(true);
        String dark = ground();

        browser.evaluate("document.querySelector('.theme').click()");

        assertThat(dark).isNotEqualTo(light);
        assertThat(text(".theme")).isEqualTo("Theme: light");
        assertThat(ground()).isEqualTo(light);
        browser.evaluate("localStorage.clear()");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textStandsOutFromItsGround(boolean dark) throws IOException {
        browser.preferDark(dark);
        browser.show(small);
        browser.evaluate("location.hash = '#item=q-5'");
        waitFor("document.querySelector('dialog').open");

        assertThat(browser.evaluate(script("contrast.js")).asText()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 768, 1280, 1920})
    void fitsTheWidth(int width) throws IOException {
        browser.resize(width, 800);
        browser.show(small);

        assertThat(browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                        .asInt())
                .isZero();
    }

    @Test
    void everyControlHasANameAndEveryIdIsUnique() throws IOException {
        browser.show(small);
        browser.evaluate("location.hash = '#item=q-5'");
        waitFor("document.querySelector('dialog').open");

        assertThat(browser.evaluate(
                                "[...document.querySelectorAll('button, select, input, [role=grid], section, dialog')]"
                                        + ".filter(e => !(e.textContent.trim() || e.ariaLabel || e.labels && e.labels.length"
                                        + " || e.getAttribute('aria-labelledby'))).length")
                        .asInt())
                .isZero();
        assertThat(browser.evaluate("(ids => ids.length - new Set(ids).size)"
                                + "([...document.querySelectorAll('[id]')].map(e => e.id))")
                        .asInt())
                .isZero();
    }

    @Test
    void hostileTextIsShownAndDoesNothing() throws IOException {
        Path page = folder.resolve("hostile.html");
        HtmlReport.of(hostile("one " + HOSTILE), hostile("two " + HOSTILE))
                .title(HOSTILE)
                .reliability(HOSTILE, HOSTILE, HOSTILE)
                .write(page);

        browser.show(page);
        browser.press("/");
        browser.press("Escape");
        browser.press("Enter");

        assertThat(yes("document.querySelector('dialog').open")).isTrue();
        assertThat(text("dialog .text")).contains("</script><script>window.harmed=1</script><img src=x");
        assertThat(yes("window.harmed === undefined")).isTrue();
        assertThat(yes("document.querySelector('img, iframe, object, embed') === null"))
                .isTrue();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).containsExactly(page.toUri().toString());
    }

    @Test
    void tenThousandItemsTakeAFewRowsOfThePage() throws IOException {
        Path page = folder.resolve("large.html");
        HtmlReport.of(MadeUpRuns.run("a", 10_000, 1, 0.5, 1), MadeUpRuns.run("b", 10_000, 1, 0.6, 2))
                .write(page);

        browser.show(page);
        browser.press("/");
        browser.press("Escape");
        browser.press("End");

        assertThat(text(".grid-row.active .id")).isEqualTo("q-9999");
        assertThat(browser.evaluate("document.querySelectorAll('.grid-rows .grid-row').length")
                        .asInt())
                .isLessThan(40);
        assertThat(browser.evaluate("document.querySelectorAll('*').length").asInt())
                .isLessThan(2_500);
        browser.press("/");
        browser.type("day 9876,");
        waitFor("document.querySelector('.count').textContent.startsWith('1 of')");
        assertThat(texts(".grid-rows .what .id")).containsExactly("q-9876");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void oneRunAloneIsAReportToo() throws IOException {
        Path page = folder.resolve("one.html");
        HtmlReport.of(MadeUpRuns.run("alone", 5, 1, 0.5, 1)).write(page);

        browser.show(page);

        assertThat(texts("section > h2")).doesNotContain("Paired comparison", "What changed");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void emptyRunsAreShownAsEmpty() throws IOException {
        Path page = folder.resolve("empty.html");
        Results empty = Results.of(MadeUpRuns.info("none", 0, 1, MadeUpRuns.METRICS), List.of());
        HtmlReport.of(empty, empty).write(page);

        browser.show(page);

        assertThat(text(".grid .empty")).isEqualTo("No item matches.");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void printsItsRows() throws IOException {
        browser.show(small);

        byte[] pdf = browser.pdf();

        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void drawsSomething() throws IOException {
        browser.show(small);

        assertThat(browser.screenshot()).hasSizeGreaterThan(20_000).startsWith(0x89, 'P', 'N', 'G');
    }

    private static Results hostile(String subject) {
        Map<String, Score> scores = new LinkedHashMap<>();
        scores.put("exact", Score.unmeasured(HOSTILE));
        scores.put("f1", Score.failed(HOSTILE));
        scores.put("word-errors", Score.of(1).because(HOSTILE, Usage.unknown()));
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Item item = Item.builder(i + HOSTILE, HOSTILE)
                    .references(List.of(HOSTILE))
                    .relevant(Map.of(HOSTILE, 1))
                    .fields(Map.of(HOSTILE, HOSTILE, "half", "<b>" + i % 2))
                    .build();
            Output output = i == 3
                    ? Output.failure(HOSTILE).build()
                    : Output.builder(subject + HOSTILE)
                            .retrieved(List.of(new Output.Retrieved(HOSTILE, HOSTILE, 1)))
                            .build();
            results.add(new Result(item, 0, output, scores));
        }
        return Results.of(MadeUpRuns.info(subject, 4, 1, MadeUpRuns.METRICS), results);
    }

    private static Path twoAnswers(String first, String second) {
        Path page = folder.resolve("two.html");
        HtmlReport.of(answer("first", first), answer("second", second)).write(page);
        return page;
    }

    private static Results answer(String subject, String text) {
        Result result =
                new Result(Item.of("1", "When?"), 0, Output.of(text), Map.of("f1", Score.of(text.length() / 100.0)));
        return Results.of(MadeUpRuns.info(subject, 1, 1, MadeUpRuns.METRICS), List.of(result));
    }

    private static String text(String selector) throws IOException {
        return browser.evaluate("document.querySelector(" + quoted(selector) + ").textContent")
                .asText();
    }

    private static List<String> texts(String selector) throws IOException {
        List<String> texts = new ArrayList<>();
        JsonNode found = browser.evaluate(
                "[...document.querySelectorAll(" + quoted(selector) + ")].map(element => element.textContent)");
        found.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static void choose(String selector, String value) throws IOException {
        browser.evaluate("(box => { box.value = " + quoted(value) + "; box.dispatchEvent(new Event('change')); })"
                + "(document.querySelector(" + quoted(selector) + "))");
    }

    private static String focused(String property) throws IOException {
        return browser.evaluate("document.activeElement." + property).asText();
    }

    private static boolean yes(String condition) throws IOException {
        return browser.evaluate(condition).asBoolean();
    }

    private static String ground() throws IOException {
        return browser.evaluate("getComputedStyle(document.body).backgroundColor")
                .asText();
    }

    /** Waits in the page, at most some seconds. */
    private static void waitFor(String condition) throws IOException {
        assertThat(yes("new Promise(done => { let left = 300; (function look() {"
                        + "if (" + condition + ") done(true); else if (!left--) done(false);"
                        + "else requestAnimationFrame(look); })(); })"))
                .as(condition)
                .isTrue();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "\\'") + "'";
    }

    private static String script(String name) throws IOException {
        try (var in = HtmlReportBrowserTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
