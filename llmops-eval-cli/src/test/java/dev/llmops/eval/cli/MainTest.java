package dev.llmops.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private static final int ITEMS = 40;

    @TempDir
    private Path directory;

    @BeforeEach
    void writesQuestionsAndRules() {
        write(
                "questions.jsonl",
                IntStream.range(0, ITEMS)
                        .mapToObj(i -> "{\"id\":\"q" + i + "\",\"input\":\"which " + i
                                + "?\",\"references\":[\"the word number " + i + " of all words\"],\"parity\":\""
                                + (i % 2 == 0 ? "even" : "odd") + "\"}\n")
                        .collect(Collectors.joining()));
        answers("good.jsonl", 0);
        answers("bad.jsonl", 15);
        write(
                "gate.yaml",
                "version: 1\nmetrics:\n  rougeL: {minimum: 0.5, non-inferior: 0.05}\n  bleu: {minimum: 80}\n");
    }

    @Test
    void runsWithRecordedAnswersAndSumsUp() {
        Terminal run = run("good");
        Terminal summary = Terminal.run("summary", path("good"));

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isEqualTo(Main.DONE);
        assertThat(run.out()).contains("good on questions.jsonl: 40 of 40 results, 0 failures, finished");
        assertThat(run.out()).containsPattern("rougeL +1\\.0000 +40 +0 +0").containsPattern("bleu +100\\.0000");
        assertThat(summary.out()).isEqualTo(run.out());
    }

    @Test
    void refusesATimeLimitThatIsNone() {
        Terminal run = Terminal.run(
                "run",
                "-d",
                path("questions.jsonl"),
                "--answers",
                path("good.jsonl"),
                "-m",
                "rougeL",
                "-o",
                path("run"),
                "--within",
                "-1");

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("--within must be");
    }

    @ParameterizedTest
    @CsvSource({
        "--repeat, 0",
        "--concurrency, 0",
        "--limit, -1",
        "--limit, 0",
        "--subject, ' '",
        "--fingerprint, ' =1'",
    })
    void namesTheOptionOfARunThatIsWrong(String option, String value) {
        Terminal run = Terminal.run(
                "run",
                "-d",
                path("questions.jsonl"),
                "--answers",
                path("good.jsonl"),
                "-m",
                "rougeL",
                "-o",
                path("run"),
                option,
                value);

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).startsWith("error: " + option + " must ");
    }

    @ParameterizedTest
    @CsvSource({"questions.jsonl, ''", "questions.jsonl, '\n\n'", "questions.csv, 'id,input\n'"})
    void anEmptyDataSetHasAStatusOfItsOwn(String name, String text) {
        write(name, text);

        Terminal run = Terminal.run(
                "run", "-d", path(name), "--answers", path("good.jsonl"), "-m", "rougeL", "-o", path("empty"));

        assertThat(run.err()).startsWith("error: There is nothing to measure: ").contains(name + " has no items.");
        assertThat(run.status()).isEqualTo(Main.NOTHING_TO_MEASURE);
        assertThat(path("empty")).doesNotExist();
    }

    @Test
    void aBenchmarkWithoutDocumentsHasThatStatusToo() {
        write("arc.jsonl", "\n");

        Terminal benchmark = Terminal.run("benchmark", "arc", "-d", path("arc.jsonl"), "--model", "extractive");

        assertThat(benchmark.err()).startsWith("error: There is nothing to measure: ");
        assertThat(benchmark.status()).isEqualTo(Main.NOTHING_TO_MEASURE);
    }

    @Test
    void aMetricHasTheSameNameInRunsAndGates() {
        Terminal run = Terminal.run(
                "run",
                "-d",
                path("questions.jsonl"),
                "--answers",
                path("good.jsonl"),
                "-m",
                "squad-f1",
                "recall_5",
                "-o",
                path("named"),
                "--quiet");
        write("named.yaml", "version: 1\nmetrics:\n  squad-f1: {minimum: 0.5}\n");
        write("other.yaml", "version: 1\nmetrics:\n  f1: {minimum: 0.5}\n");

        assertThat(run.status()).isEqualTo(Main.DONE);
        assertThat(run.out()).containsPattern("squad-f1 +1\\.0000").contains("recall_5");
        assertThat(Terminal.run("gate", path("named"), "-r", path("named.yaml")).status())
                .isEqualTo(Main.DONE);
        Terminal other = Terminal.run("gate", path("named"), "-r", path("other.yaml"));
        assertThat(other.out()).contains("f1 is called squad-f1");
        assertThat(other.status()).isEqualTo(Main.INCOMPARABLE);
        assertWrong(
                "There is no metric f1. It is called squad-f1.",
                "run",
                "-d",
                path("questions.jsonl"),
                "--answers",
                path("good.jsonl"),
                "-m",
                "f1",
                "-o",
                path("x"));
    }

    @Test
    void takesNoMistypedOptionForAMetric() {
        Terminal run = Terminal.run(
                "run",
                "-d",
                path("questions.jsonl"),
                "--answers",
                path("good.jsonl"),
                "-o",
                path("x"),
                "-m",
                "bleu",
                "--quite");

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("Unknown option: '--quite'");
    }

    @Test
    void namesTheOptionOfAnotherCommandThatIsWrong() {
        run("good");
        Path good = path("good");

        assertThat(Terminal.run("compare", good, good, "--alpha", "2").err()).startsWith("error: --alpha must ");
        assertThat(Terminal.run("compare", good, good, "--slices", " ").err()).startsWith("error: --slices must ");
        assertThat(Terminal.run("compare", good, good, "--margin", "rougeL=-1").err())
                .startsWith("error: --margin must ");
        assertThat(Terminal.run("report", good, "-o", path("r.html"), "--max-items", "-1")
                        .err())
                .startsWith("error: --max-items must ");
        assertThat(Terminal.run("report", good, "-o", path("r.html"), "--title", " ")
                        .err())
                .startsWith("error: --title must ");
    }

    @Test
    void runsAPipeline() {
        write("pipeline.yaml", "version: 1\nmodel: extractive\n");

        Terminal run = Terminal.run(
                "run",
                "-d",
                path("questions.jsonl"),
                "-p",
                path("pipeline.yaml"),
                "-m",
                "rougeL",
                "-o",
                path("p"),
                "--limit",
                3,
                "--quiet");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("pipeline on questions.jsonl/first-3: 3 of 3 results");
        assertThat(read("p/run.json")).contains("pipeline");
    }

    @Test
    void passesTheGateAgainstItsBaseline() {
        run("good");
        Terminal baseline = Terminal.run("baseline", path("good"), "-o", path("words.baseline"));

        Terminal gate = Terminal.run(
                "gate",
                path("good"),
                "-r",
                path("gate.yaml"),
                "-b",
                path("words.baseline"),
                "--junit-xml",
                path("out/gate.xml"),
                "--markdown",
                path("out/gate.md"));

        assertThat(baseline.out()).contains("created: 40 added");
        assertThat(gate.err()).isEmpty();
        assertThat(gate.out()).endsWith("The gate says PASS." + System.lineSeparator());
        assertThat(gate.status()).isEqualTo(Main.DONE);
        assertThat(read("out/gate.xml")).contains("failures=\"0\"");
        assertThat(read("out/gate.md")).startsWith("## Gate: PASS");
    }

    @Test
    void failsTheGateOnARegression() {
        run("good");
        run("bad");
        Terminal.run("baseline", path("good"), "-o", path("words.baseline"));

        Terminal gate = Terminal.run("gate", path("bad"), "-r", path("gate.yaml"), "-b", path("words.baseline"));
        Terminal other = Terminal.run("gate", path("bad"), "-r", path("gate.yaml"), "-b", path("good"));

        assertThat(gate.status()).isEqualTo(Main.FAILED);
        assertThat(gate.out()).contains("FAIL  rougeL, loses less than 0.05").contains("FAIL  bleu, minimum 80");
        assertThat(other.out()).isEqualTo(gate.out());
    }

    @Test
    void refusesToCompareOtherQuestions() {
        run("good");
        Terminal.run("baseline", path("good"), "-o", path("words.baseline"));
        write("questions.jsonl", read("questions.jsonl").replace("which 1?", "which one?"));
        Terminal again = run("good", "again");

        Terminal gate = Terminal.run("gate", path("again"), "-r", path("gate.yaml"), "-b", path("words.baseline"));
        Terminal compare = Terminal.run("compare", path("good"), path("again"));

        assertThat(again.status()).isEqualTo(Main.DONE);
        assertThat(gate.status()).isEqualTo(Main.INCOMPARABLE);
        assertThat(gate.out())
                .contains("INCOMPARABLE  baseline, comparable: the data set is questions.jsonl with hash");
        assertThat(compare.status()).isEqualTo(Main.INCOMPARABLE);
        assertThat(compare.out()).startsWith("incomparable: the data sets differ");
    }

    @Test
    void comparesTwoRuns() {
        run("good");
        run("bad");

        Terminal compare =
                Terminal.run("compare", path("good"), path("bad"), "--slices", "parity", "--margin", "rougeL=0.05");

        assertThat(compare.err()).isEmpty();
        assertThat(compare.status()).isEqualTo(Main.DONE);
        assertThat(compare.out())
                .contains("good -> bad on questions.jsonl: 40 items in both")
                .contains("parity=even")
                .contains("rougeL: a loss of less than 0.0500 is not shown")
                .containsPattern("rougeL +40 .*worse");
    }

    @Test
    void writesAReport() {
        run("good");
        run("bad");

        Terminal report =
                Terminal.run("report", path("good"), path("bad"), "-o", path("report.html"), "--title", "Words");

        assertThat(report.err()).isEmpty();
        assertThat(report.status()).isEqualTo(Main.DONE);
        assertThat(read("report.html")).contains("<title>Words");
    }

    @Test
    void listsMetrics() {
        Terminal metrics = Terminal.run("metrics");

        assertThat(metrics.out()).containsPattern("bleu +BLEU, as sacreBLEU \\(tok, ");
        assertThat(Terminal.run("run", "--help").out()).contains("--answers");
    }

    @Test
    void tellsWhatIsWrongInOneLine() {
        assertWrong(
                "There is no metric blue.",
                "run",
                "-d",
                path("questions.jsonl"),
                "--answers",
                path("good.jsonl"),
                "-m",
                "blue",
                "-o",
                path("x"));
        assertWrong(
                "There is no file",
                "run",
                "-d",
                path("none.jsonl"),
                "--answers",
                path("good.jsonl"),
                "-m",
                "bleu",
                "-o",
                path("x"));
        assertWrong("run.json", "summary", path("nowhere"));
        assertWrong(
                "There is no benchmark arcade.",
                "benchmark",
                "arcade",
                "-d",
                path("good.jsonl"),
                "--model",
                "extractive");
        run("good");
        write("gate.yaml", "version: 1\nmetrics:\n  rougeL: {minimun: 1}\n");
        assertWrong(
                "gate.yaml:3: metrics.rougeL has the unknown key minimun",
                "gate",
                path("good"),
                "-r",
                path("gate.yaml"));
    }

    @Test
    void tellsWhereAnErrorCameFromIfAsked() {
        Terminal run = Terminal.run("summary", path("nowhere"), "--stacktrace");

        assertThat(run.err().lines()).hasSizeGreaterThan(3);
    }

    @Test
    void tellsHowItIsUsed() {
        assertThat(Terminal.run().status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(Terminal.run("run").status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(Terminal.run("run").err()).contains("Missing required options");
        assertThat(Terminal.run("dance").status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(Terminal.run("--version").out()).startsWith("llmops-eval ");
        assertThat(Terminal.run("gate", "--version").out()).startsWith("llmops-eval ");
    }

    private void assertWrong(String message, Object... arguments) {
        Terminal run = Terminal.run(arguments);
        assertThat(run.err()).startsWith("error: ").contains(message);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
    }

    private Terminal run(String answers) {
        return run(answers, answers);
    }

    private Terminal run(String answers, String directory) {
        return Terminal.run(
                "run",
                "-d",
                path("questions.jsonl"),
                "--answers",
                path(answers + ".jsonl"),
                "-m",
                "rougeL",
                "bleu",
                "-o",
                path(directory),
                "--quiet");
    }

    /** Writes answers of which the first {@code wrong} share few words with the reference. */
    private void answers(String name, int wrong) {
        write(
                name,
                IntStream.range(0, ITEMS)
                        .mapToObj(i -> "{\"id\":\"q" + i + "\",\"output\":\""
                                + (i < wrong ? "no idea at all, sorry" : "the word number " + i + " of all words")
                                + "\"}\n")
                        .collect(Collectors.joining()));
    }

    private Path path(String name) {
        return directory.resolve(name);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(path(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
