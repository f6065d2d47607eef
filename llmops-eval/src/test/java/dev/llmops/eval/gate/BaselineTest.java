package dev.llmops.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.model.Usage;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
    @TempDir
    private Path directory;

    @Test
    void readsWhatItWrote() {
        Score[] scores = {
            Score.of(0.1 + 0.2),
            Score.of(Double.NEGATIVE_INFINITY),
            Score.of(3, new double[] {3, 7, 1e-300}),
            Score.unmeasured("no reference"),
            Score.failed("the judge said nothing"),
            Score.of(2e-3)
        };
        Results run = Runs.of("v1", "h", Runs.F1, 3, 2, (item, repeat) -> scores[2 * item + repeat]);
        Path file = directory.resolve("deep/handbook.baseline");

        Baseline.of(run).write(file);
        Baseline read = Baseline.read(file);

        assertThat(read.stream().map(result -> result.scores().get("f1"))).containsExactly(scores);
        assertThat(read.info().metrics()).isEqualTo(run.info().metrics());
        assertThat(read.info().fingerprints()).isEqualTo(run.info().fingerprints());
        assertThat(read.info().datasetHash()).isEqualTo("h");
        assertThat(read.text()).isEqualTo(Baseline.of(run).text());
    }

    @Test
    void keepsNoTextOfQuestionsAndAnswers() {
        Baseline baseline = Baseline.of(Runs.of(3, item -> Score.of(1).because("said the judge", usage())));

        assertThat(baseline.text())
                .doesNotContain("asked")
                .doesNotContain("answered")
                .doesNotContain("judge");
    }

    private static Usage usage() {
        return Usage.of(1, 2);
    }

    @Test
    void changesOneLinePerChangedItem() {
        List<String> before =
                Baseline.of(Runs.of(5, item -> Score.of(0.5))).text().lines().toList();
        List<String> after = Baseline.of(Runs.of(5, item -> Score.of(item == 3 ? 0.25 : 0.5)))
                .text()
                .lines()
                .toList();

        List<String> changed = new ArrayList<>(after);
        changed.removeAll(before);

        assertThat(changed).hasSize(2);
        assertThat(changed.get(0)).isEqualTo("{\"item\":\"q0003\",\"scores\":[{\"f1\":0.25}]}");
        assertThat(changed.get(1)).startsWith("{\"items\":5,\"sha256\":");
    }

    @Test
    void doesNotDependOnTheOrderOfTheRun() {
        Results run = Runs.of("v1", "h", Runs.F1, 20, 3, (item, repeat) -> Score.of(item + 0.1 * repeat));
        List<Result> shuffled = new ArrayList<>(run.stream().toList());
        Collections.reverse(shuffled);

        assertThat(Baseline.of(Results.of(run.info(), shuffled)).text())
                .isEqualTo(Baseline.of(run).text());
    }

    @Test
    void keepsFailuresOfTheSubject() {
        Results run = Results.of(
                Runs.info("v1", "h", Runs.F1, 1, 2),
                List.of(
                        new Result(Item.of("a", "x"), 0, Output.of("y"), Map.of("f1", Score.of(1))),
                        new Result(
                                Item.of("a", "x"),
                                1,
                                Output.failure("timed out").build(),
                                Map.of())));

        Baseline read = written(Baseline.of(run).text());

        assertThat(read.stream().map(result -> result.output().failure().orElse("none")))
                .containsExactly("none", "timed out");
    }

    @Test
    void readsFilesWithWindowsLineEndsAndIdsOfEveryScript() throws IOException {
        Results run = Results.of(
                Runs.info("v1", "h", Runs.F1, 2, 1),
                List.of(
                        new Result(Item.of("é\n\u2028\"😀", "x"), 0, Output.of("y"), Map.of("f1", Score.of(1))),
                        new Result(Item.of("ключ", "x"), 0, Output.of("y"), Map.of("f1", Score.of(0)))));
        String text = Baseline.of(run).text();

        Baseline read = written(text.replace("\n", "\r\n"));

        assertThat(read.stream().map(result -> result.item().id())).containsExactly("é\n\u2028\"😀", "ключ");
    }

    @Test
    void refusesRunsThatAreNotComplete() {
        Results run = Runs.of(4, item -> Score.of(1));
        List<Result> three = run.stream().limit(3).toList();
        List<Result> twice = new ArrayList<>(run.stream().toList());
        twice.add(twice.get(0));

        assertThatThrownBy(() -> Baseline.of(Results.of(run.info(), three)))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining("3 of 4 items");
        assertThatThrownBy(() -> Baseline.of(Results.of(run.info(), twice)))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining("q0000 is there twice");
    }

    @Test
    void tellsTheLineOfAMergeConflict() {
        List<String> lines = lines(4);
        lines.add(5, "<<<<<<< HEAD");

        assertBroken(lines, "line 6", "merge conflict");
    }

    @Test
    void tellsThatAFileIsTorn() {
        List<String> lines = lines(4);
        List<String> half = new ArrayList<>(lines.subList(0, 6));
        assertBroken(half, "line 6", "torn");
        half.set(5, half.get(5).substring(0, 20));
        assertBroken(half, "line 6", "not one JSON object");
    }

    @Test
    void tellsThatANumberWasEdited() {
        List<String> lines = lines(4);
        lines.set(5, lines.get(5).replace("0.5", "0.9"));

        assertBroken(lines, "line 9", "edited or merged by hand");
    }

    @Test
    void tellsThatAnItemIsMissingThereTwiceOrOutOfOrder() {
        List<String> missing = lines(4);
        missing.remove(5);
        assertBroken(missing, "line 8", "announces 4 items, and 3");
        List<String> twice = lines(4);
        twice.add(5, twice.get(4));
        assertBroken(twice, "line 6", "a second time");
        List<String> swapped = lines(4);
        Collections.swap(swapped, 5, 6);
        assertBroken(swapped, "line 7", "out of order");
    }

    @Test
    void tellsWhatIsWrongWithALine() {
        assertBroken(edited(0, "version\":1", "version\":2"), "line 1", "version");
        assertBroken(edited(0, "llmops-baseline", "other"), "line 1", "does not say");
        assertBroken(edited(3, "\"better\":\"higher\"", "\"better\":\"more\""), "line 4", "higher");
        assertBroken(edited(4, "\"f1\"", "\"f2\""), "line 5", "f2");
        assertBroken(edited(4, "0.5", "\"half\""), "line 5", "needs a number");
        assertBroken(edited(4, "\"scores\"", "\"points\""), "line 5", "unknown key points");
        assertBroken(edited(4, "[{\"f1\":0.5}]", "[]"), "line 5", "needs 1 objects");
        assertBroken(edited(4, "}]}", "}]} x"), "line 5", "not one JSON object");
        assertBroken(edited(4, "{\"item\"", "{\"item\":\"a\",\"item\""), "line 5", "not one JSON object");
    }

    @Test
    void tellsThatThereIsNoFileOrAnEmptyOneOrAnotherEncoding() throws IOException {
        Path file = directory.resolve("b");

        assertThatThrownBy(() -> Baseline.read(file))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining("There is no baseline");
        Files.writeString(file, "");
        assertThatThrownBy(() -> Baseline.read(file)).hasMessageContaining("is empty");
        Files.write(file, "{\"format\":\"é\"}\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Baseline.read(file)).hasMessageContaining("not UTF-8");
    }

    @Test
    void tellsThatAnIdCannotBeWritten() {
        Results run = Results.of(
                Runs.info("v1", "h", Runs.F1, 1, 1),
                List.of(new Result(Item.of("\uD800", "x"), 0, Output.of("y"), Map.of("f1", Score.of(1)))));

        assertThatThrownBy(() -> Baseline.of(run).write(directory.resolve("b")))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining("surrogate");
    }

    @Test
    void updatesAndTellsWhatChanged() {
        Path file = directory.resolve("b");
        MetricInfo metric = new MetricInfo("f1", Signature.of("f1"), Direction.HIGHER_IS_BETTER, true);

        BaselineChange first = Baseline.update(file, Runs.of(4, item -> Score.of(item)));
        BaselineChange second =
                Baseline.update(file, Runs.of("v2", "h2", metric, 6, 1, (item, r) -> Score.of(item == 2 ? 9 : item)));

        assertThat(first).isEqualTo(new BaselineChange(false, 4, 0, 0, 0));
        assertThat(second).isEqualTo(new BaselineChange(true, 2, 0, 1, 3));
        assertThat(Baseline.read(file).info().subject()).isEqualTo("v2");
        assertThat(second).hasToString("updated: 2 added, 0 removed, 1 changed, 3 as before");
    }

    private List<String> edited(int line, String from, String to) {
        List<String> lines = lines(2);
        assertThat(lines.get(line)).contains(from);
        lines.set(line, lines.get(line).replace(from, to));
        return lines;
    }

    /** Head, two fingerprints, one metric, then items. */
    private static List<String> lines(int items) {
        return new ArrayList<>(Baseline.of(Runs.of(items, item -> Score.of(0.5)))
                .text()
                .lines()
                .toList());
    }

    private void assertBroken(List<String> lines, String... parts) {
        assertThatThrownBy(() -> written(String.join("\n", lines) + "\n"))
                .isInstanceOf(BaselineException.class)
                .hasMessageContainingAll(parts);
    }

    private Baseline written(String text) {
        try {
            Path file = directory.resolve("written");
            Files.writeString(file, text);
            return Baseline.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
