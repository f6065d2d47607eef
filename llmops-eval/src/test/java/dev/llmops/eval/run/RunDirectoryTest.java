package dev.llmops.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.dataset.DatasetException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    private static final String HOSTILE =
            "\"\\\n\r\t\u0000\u001B[31m\u007F\u0085\u2028\u2029\uD800 \uDC00 𝄞 </script>";

    @TempDir
    Path folder;

    @Test
    void keepsEverythingThatWasAskedAndAnswered() {
        Path directory = folder.resolve("run");
        Output answer = Output.builder(HOSTILE)
                .retrieved(List.of(new Output.Retrieved("d1", HOSTILE, Double.NEGATIVE_INFINITY)))
                .latency(Duration.ofNanos(17))
                .usage(Usage.of(3, 4))
                .cost(new BigDecimal("0.10"))
                .build();
        Item item = Item.builder(HOSTILE, HOSTILE)
                .references(List.of(HOSTILE, ""))
                .relevant(Map.of("d1", 2))
                .fields(Map.of("\"\n\u2028", HOSTILE))
                .build();
        List<Score> scores = List.of(
                Score.of(-0.0),
                Score.of(0.1 + 0.2, new double[] {Double.POSITIVE_INFINITY, -0.0, 1e-300}),
                Score.of(1).because(HOSTILE, Usage.of(1, 2)),
                Score.unmeasured(HOSTILE).using(Usage.of(5, 6)),
                Score.failed("broken").using(Usage.of(7, 8)));

        Run memory = evaluation(List.of(item), answer, scores).run();
        RunDirectory files = evaluation(List.of(item), answer, scores).runInto(directory);

        assertThat(files.stream().toList()).isEqualTo(memory.stream().toList());
        assertThat(files.stream().toList().get(0).output()).isEqualTo(answer);
        assertThat(files.stream().toList().get(0).item()).isEqualTo(item);
        assertThat(files.summary().metrics().get(1))
                .isEqualTo(memory.summary().metrics().get(1));
        assertThat(files.summary().metric("score-3").orElseThrow().unmeasured()).isEqualTo(1);
        assertThat(files.info().metrics()).isEqualTo(memory.info().metrics());
        assertThat(files.toString()).doesNotContain("script");
    }

    @Test
    void namesWithHalvesOfSurrogatePairsCanBeReadBack() {
        Item item = Item.builder("1", "")
                .relevant(Map.of("a\uD800", 1))
                .fields(Map.of("\uDC00b", "x"))
                .build();

        RunDirectory run = evaluation(List.of(item), Output.of(""), List.of(Score.failed("\uD800")))
                .runInto(folder.resolve("run"));

        assertThat(run.stream().toList().get(0).item().relevant()).isEqualTo(Map.of("a\uFFFD", 1));
        assertThat(run.summary().metric("score-0").orElseThrow().failed()).isEqualTo(1);
    }

    @Test
    void everyResultIsOneLineInEveryTool() throws IOException {
        Path directory = folder.resolve("run");
        evaluation(List.of(Item.of("1", HOSTILE)), Output.of(HOSTILE), List.of())
                .runInto(directory);

        String text = Files.readString(directory.resolve("results.jsonl"));

        assertThat(text.chars().filter(c -> c < ' ' || c >= 0x7F && c <= 0x9F || c == 0x2028 || c == 0x2029))
                .containsExactly((int) '\n');
    }

    @Test
    void goesOnAfterAFileThatIsCutAtAnyByte() throws IOException {
        Path whole = folder.resolve("whole");
        numbers(2, whole, new HashMap<>());
        byte[] bytes = Files.readAllBytes(whole.resolve("results.jsonl"));
        String manifest = Files.readString(whole.resolve("run.json")).replace("finished", "running");
        int feed = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n');
        // From before the line feed between the lines to behind the first characters of several bytes, and at the end.
        for (int cut : IntStream.concat(
                        IntStream.rangeClosed(feed - 1, feed + 40),
                        IntStream.rangeClosed(bytes.length - 3, bytes.length))
                .toArray()) {
            Path directory = Files.createDirectory(folder.resolve("cut-" + cut));
            Files.writeString(directory.resolve("run.json"), manifest);
            Files.write(directory.resolve("results.jsonl"), Arrays.copyOf(bytes, cut));
            long before = RunDirectory.open(directory).stream().count();
            Map<String, Integer> asked = Collections.synchronizedMap(new HashMap<>());

            RunDirectory run = numbers(2, directory, asked);

            assertThat(asked).as("asked after a cut at %s", cut).hasSize(2 - (int) before);
            assertThat(run.stream().map(each -> each.item().id()))
                    .as("results after a cut at %s", cut)
                    .containsExactly("0", "1");
            assertThat(run.state()).isEqualTo(RunState.FINISHED);
            assertThat(run.summary().metric("score-0").orElseThrow().measured()).isEqualTo(2);
        }
    }

    @Test
    void anItemThatTakesLongHoldsTheOthersBackAtABoundedDistance() throws IOException {
        Path directory = folder.resolve("run");
        List<Item> items = IntStream.range(0, 1_000)
                .mapToObj(i -> Item.of(String.valueOf(i), "?"))
                .toList();
        CountDownLatch others = new CountDownLatch(255);
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger askedBeforeTheFirstEnded = new AtomicInteger();

        RunDirectory run = Evaluation.of(Dataset.of("numbers", items))
                .subject("v1", item -> {
                    asked.incrementAndGet();
                    if (item.id().equals("0")) {
                        await(others);
                        askedBeforeTheFirstEnded.set(asked.get());
                    } else {
                        others.countDown();
                    }
                    return Output.of("");
                })
                .runInto(directory);

        assertThat(askedBeforeTheFirstEnded).hasValue(256);
        assertThat(Files.readAllLines(directory.resolve("results.jsonl")).get(0))
                .doesNotContain("\"n\":0,");
        assertThat(run.stream().map(each -> Integer.parseInt(each.item().id())))
                .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void asksNothingWhenItHasFinished() {
        Path directory = folder.resolve("run");
        numbers(5, directory, new HashMap<>());
        Map<String, Integer> asked = new HashMap<>();

        RunDirectory again = numbers(5, directory, asked);

        assertThat(asked).isEmpty();
        assertThat(again.summary().results()).isEqualTo(5);
    }

    @Test
    void refusesToGoOnWithAnotherRun() {
        Path directory = folder.resolve("run");
        List<Item> items = List.of(Item.of("1", "a"), Item.of("2", "b"));
        evaluation(items, Output.of("x"), List.of(Score.of(1))).runInto(directory);

        assertThatThrownBy(() -> evaluation(List.of(Item.of("1", "A")), Output.of("x"), List.of(Score.of(1)))
                        .runInto(directory))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("different content of the data set");
        assertThatThrownBy(() -> evaluation(List.of(items.get(1), items.get(0)), Output.of("x"), List.of(Score.of(1)))
                        .runInto(directory))
                .hasMessageContaining("different order of the items");
        assertThatThrownBy(() -> evaluation(items, Output.of("x"), List.of()).runInto(directory))
                .hasMessageContaining("different metrics");
        assertThatThrownBy(() -> evaluation(items, Output.of("x"), List.of(Score.of(1)))
                        .fingerprint("model", "2")
                        .repeat(2)
                        .runInto(directory))
                .hasMessageContaining("different fingerprints, repeats");
    }

    @Test
    void namesTheLineThatIsDamaged() throws IOException {
        Path directory = folder.resolve("run");
        numbers(3, directory, new HashMap<>());
        Path file = directory.resolve("results.jsonl");
        List<String> lines = Files.readAllLines(file);

        Files.writeString(file, lines.get(0) + "\n<<<<<<< secret\n" + lines.get(2) + "\n");
        assertThatThrownBy(() -> RunDirectory.open(directory).stream().count())
                .hasMessageContaining("line 2 of the results is damaged")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> numbers(3, directory, new HashMap<>())).hasMessageContaining("line 2");

        Files.writeString(file, lines.get(0) + "\n" + lines.get(0) + "\n");
        assertThatThrownBy(() -> numbers(3, directory, new HashMap<>())).hasMessageContaining("twice");
        assertThatThrownBy(() -> RunDirectory.open(directory).stream().count()).hasMessageContaining("twice");
    }

    @Test
    void aLineThatWasTakenOutIsAskedAgain() throws IOException {
        Path directory = folder.resolve("run");
        numbers(3, directory, new HashMap<>());
        Path file = directory.resolve("results.jsonl");
        Files.writeString(file, String.join("\n", Files.readAllLines(file).subList(0, 2)) + "\n");
        Map<String, Integer> asked = new HashMap<>();

        numbers(3, directory, asked);

        assertThat(asked).hasSize(1);
    }

    @Test
    void oneRunAtATimeWritesToADirectory() {
        Path directory = folder.resolve("run");
        Evaluation inner = evaluation(List.of(Item.of("1", "a")), Output.of("x"), List.of());

        RunDirectory outer = Evaluation.of(Dataset.of("set", List.of(Item.of("1", "a"))))
                .subject("v1", item -> {
                    inner.runInto(directory);
                    return Output.of("never");
                })
                .runInto(directory);

        assertThat(outer.stream().findFirst().orElseThrow().output().failure().orElseThrow())
                .contains("another run writes to it");
    }

    @Test
    void saysWhenThereIsNoRun() throws IOException {
        assertThatThrownBy(() -> RunDirectory.open(folder)).hasMessageContaining("there is no run in it");
        Files.writeString(folder.resolve("run.json"), "{\"format\":2}");
        assertThatThrownBy(() -> RunDirectory.open(folder))
                .hasMessageContaining("its format is 2, this version reads 1");
    }

    @Test
    void aDataSetThatChangesBreaksTheRunOff() {
        AtomicInteger read = new AtomicInteger();
        Dataset changing = new Dataset() {
            @Override
            public String name() {
                return "changing";
            }

            @Override
            public Stream<Item> stream() {
                return Stream.of(Item.of("1", "version " + read.getAndIncrement()));
            }
        };
        Path directory = folder.resolve("run");
        Evaluation evaluation = Evaluation.of(changing).subject("v1", item -> Output.of("x"));

        assertThatThrownBy(() -> evaluation.runInto(directory))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("the data set changed while it was run");
        assertThat(RunDirectory.open(directory).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void readsInOrderWhatWasAskedAgainLongAfterTheOthers() throws IOException {
        Path directory = folder.resolve("run");
        int count = 3 * OrderedRows.MOST_EARLY;
        RunDirectory first = numbers(count, directory, new HashMap<>());
        Path file = directory.resolve("results.jsonl");
        List<String> lines = Files.readAllLines(file);
        lines.removeIf(line -> line.startsWith("{\"n\":3,") || line.startsWith("{\"n\":40,"));
        Files.writeString(file, String.join("\n", lines) + "\n");
        assertThat(RunDirectory.open(directory).stream()
                        .map(each -> Integer.parseInt(each.item().id())))
                .containsExactlyElementsOf(IntStream.range(0, count)
                        .filter(i -> i != 3 && i != 40)
                        .boxed()
                        .toList());
        Map<String, Integer> asked = Collections.synchronizedMap(new HashMap<>());

        RunDirectory again = numbers(count, directory, asked);

        assertThat(asked).containsOnlyKeys("3", "40");
        assertThat(again.stream().map(each -> Integer.parseInt(each.item().id())))
                .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
        assertThat(again.summary()).isEqualTo(first.summary());
        assertThat(again.summary(List.of(new Fixed("score-0", Score.of(0.5))))).isEqualTo(first.summary());
    }

    @Test
    void aTallyThatLosesTheOrderSaysSo() {
        Tally tally = new Tally(List.of(MetricInfo.of(new Fixed("m", Score.of(1)))), List.of(), 3);
        IntStream.range(1, 4).forEach(i -> tally.add(row(i, i)));
        assertThat(tally.isInOrder()).isTrue();

        tally.add(row(4, 4));

        assertThat(tally.isInOrder()).isFalse();
        assertThat(tally.results()).isEqualTo(4);
    }

    @Test
    void addsUpInTheOrderOfTheDataSet() {
        double[] values = {1e16, 1, -1e16, 1, 3, 1e-3, 7e15, -7e15};
        List<MetricInfo> infos = List.of(MetricInfo.of(new Fixed("m", Score.of(1))));
        Tally forward = new Tally(infos, List.of());
        Tally mixed = new Tally(infos, List.of());
        IntStream.range(0, values.length).forEach(i -> forward.add(row(i, values[i])));
        for (int i : new int[] {7, 3, 0, 2, 1, 6, 5, 4}) {
            mixed.add(row(i, values[i]));
        }

        assertThat(mixed.summary(8)).isEqualTo(forward.summary(8));
    }

    private static ResultRow row(int number, double value) {
        Result result = new Result(Item.of("i" + number, ""), 0, Output.of(""), Map.of("m", Score.of(value)));
        return new ResultRow(number, result, BigDecimal.ZERO, false);
    }

    private static RunDirectory numbers(int count, Path directory, Map<String, Integer> asked) {
        List<Item> items = Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> Item.of(String.valueOf(i), "Grüße " + i))
                .toList();
        return Evaluation.of(Dataset.of("numbers", items))
                .subject("v1", item -> {
                    asked.merge(item.id(), 1, Integer::sum);
                    return Output.of("ß" + item.id());
                })
                .metrics(new Fixed("score-0", Score.of(0.5)))
                .runInto(directory);
    }

    private static Evaluation evaluation(List<Item> items, Output answer, List<Score> scores) {
        return Evaluation.of(Dataset.of("set", items))
                .subject("v1", item -> answer)
                .metrics(IntStream.range(0, scores.size())
                        .mapToObj(i -> new Fixed("score-" + i, scores.get(i)))
                        .toList());
    }

    private record Fixed(String name, Score fixed) implements TextMetric {
        @Override
        public Signature signature() {
            return Signature.of(name);
        }

        @Override
        public Score score(String text, List<String> references) {
            return fixed;
        }

        @Override
        public Score score(Sample sample, CallControl control) {
            return fixed;
        }

        @Override
        public double combine(double[] sums) {
            return sums[0];
        }

        @Override
        public boolean isMean() {
            return false;
        }
    }
}
