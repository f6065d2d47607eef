package dev.llmops.benchmarks.text;

import com.sun.management.OperatingSystemMXBean;
import dev.llmops.api.LlmException;
import dev.llmops.benchmarks.ProcessFigures;
import dev.llmops.eval.Score;
import dev.llmops.eval.TextMetric;
import dev.llmops.eval.text.Bleu;
import dev.llmops.eval.text.BleuTokenizer;
import dev.llmops.eval.text.Bootstrap;
import dev.llmops.eval.text.Chrf;
import dev.llmops.eval.text.CorpusMetric;
import dev.llmops.eval.text.Meteor;
import dev.llmops.eval.text.PairedTest;
import dev.llmops.eval.text.References;
import dev.llmops.eval.text.Rouge;
import dev.llmops.eval.text.Ter;
import dev.llmops.eval.text.WordNet;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * Times text metrics on one thread, and beside them sacreBLEU on the same texts in the same run.
 *
 * <p>Times are of the CPU, so that what else runs on the machine matters less. Scores must be the same. What cannot be imported, such as rouge-score and the WordNet of NLTK, is held against
 * documented times of another machine, and it is said so. Ends with status 1 if a bar is missed or a score differs.
 * With {@code quick} there are fewer texts, and times are not judged.
 */
public final class TextMetricsSpeed {
    private static final int ROUNDS = 3;
    // The clock of CPU time may have ticks of 10 ms.
    private static final double SHORTEST = 1.5;
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final String WORDNET_FOLDER = "/net/sf/extjwnl/data/wordnet/wn30/";
    private static final List<String> WORDNET = Stream.concat(
                    Stream.of("lexnames", "index.sense"),
                    Stream.of("noun", "verb", "adj", "adv")
                            .flatMap(part -> Stream.of("data." + part, "index." + part, part + ".exc")))
            .toList();
    private static final double SAME = 1e-9;
    private static final double SINGLE = 1e-4;

    private final boolean quick;
    private final PythonTimes python;
    private boolean missed;

    private TextMetricsSpeed(boolean quick, PythonTimes python) {
        this.quick = quick;
        this.python = python;
    }

    /** Measures; takes {@code quick}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean quick = Arrays.asList(args).contains("quick");
        int count = quick ? 5_000 : 100_000;
        Segments many = Segments.of(1, count, 1).get(0);
        List<Segments> few = Segments.of(2, quick ? 500 : 3_004, 6);
        Path directory = Files.createTempDirectory("llmops-text-metrics");
        Segments.write(directory.resolve("many-hyp.txt"), many.hypotheses());
        Segments.write(directory.resolve("many-ref.txt"), many.references());
        Segments answers = Segments.of(3, quick ? 500 : 5_000, 1).get(0);
        Segments.write(directory.resolve("answers-hyp.txt"), answers.hypotheses());
        Segments.write(directory.resolve("answers-ref.txt"), answers.references());
        Segments.write(directory.resolve("few-ref.txt"), few.get(0).references());
        for (int i = 0; i < few.size(); i++) {
            Segments.write(directory.resolve("few-hyp" + i + ".txt"), few.get(i).hypotheses());
        }
        writeWordNet(directory.resolve("corpora/wordnet"));
        System.out.printf(
                Locale.ROOT,
                "%d pairs of %.1f words, %d segments; %s%n",
                count,
                words(many.references()),
                few.get(0).references().size(),
                ProcessFigures.machine());
        TextMetricsSpeed speed = new TextMetricsSpeed(quick, PythonTimes.measure(directory));
        delete(directory);
        speed.measure(many, few, answers);
        System.exit(speed.missed ? 1 : 0);
    }

    /** Writes the files of WordNet for the tool, if they are on the class path; Python's packages bring none. */
    private static void writeWordNet(Path directory) throws IOException {
        for (String file : WORDNET) {
            try (InputStream in = TextMetricsSpeed.class.getResourceAsStream(WORDNET_FOLDER + file)) {
                if (in == null) {
                    return;
                }
                Files.createDirectories(directory);
                Files.copy(in, directory.resolve(file));
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static double words(List<String> texts) {
        return texts.stream()
                .mapToInt(text -> text.split(" ", -1).length)
                .average()
                .orElse(0);
    }

    private void measure(Segments many, List<Segments> few, Segments answers) {
        System.out.println(
                python.version().isEmpty()
                        ? "sacreBLEU cannot be imported: beside the documented times of another machine"
                        : "beside " + python.version() + " in this run");
        corpus("bleu", "BLEU 13a", Bleu.usual(), many, 12.0, 12);
        corpus(
                "bleu-intl",
                "BLEU intl",
                Bleu.builder().tokenizer(BleuTokenizer.INTL).build(),
                many,
                10.5,
                0);
        corpus("chrf", "chrF2", Chrf.usual(), many, 39.7, 10);
        corpus("chrf++", "chrF2++", Chrf.plusPlus(), many, 36.1, 10);
        corpus("ter", "TER", Ter.usual(), few.get(0), 3.8, 12);
        References references = References.of(few.get(0).references());
        List<String> first = few.get(0).hypotheses();
        row(
                "bootstrap",
                "BLEU and 1,000 bootstraps",
                0.51,
                5,
                SINGLE,
                () -> Bleu.usual()
                        .corpus(first, references, Bootstrap.usual())
                        .interval()
                        .orElseThrow()
                        .mean());
        List<List<String>> systems = few.stream().map(Segments::hypotheses).toList();
        row(
                "paired-bs",
                "bootstrap of 6 systems",
                2.12,
                0,
                0,
                () -> lastP(PairedTest.bootstrap(), systems, references));
        Bootstrap thousand = new Bootstrap(1000, 12345);
        row(
                "paired-ar",
                "randomisation of 6 systems, 1,000",
                1.57,
                0,
                0,
                () -> lastP(PairedTest.approximateRandomization(thousand), systems, references));
        answers(answers);
    }

    /** Metrics of which the score of a set is the mean. */
    private void answers(Segments texts) {
        List<Rouge> rouges =
                List.of(Rouge.n(1).stemmed(), Rouge.n(2).stemmed(), Rouge.l().stemmed());
        row("rouge", "ROUGE-1/2/L with stems", 1.47, 14, SAME, () -> {
            double sum = 0;
            for (Rouge rouge : rouges) {
                sum += mean(rouge, texts);
            }
            return sum;
        });
        row("meteor", "METEOR without synonyms", 0.98, 0, SAME, () -> mean(split(Meteor.withoutSynonyms()), texts));
        try {
            long start = cpu();
            Meteor meteor = split(Meteor.with(WordNet.load()));
            System.out.printf(Locale.ROOT, "  WordNet loaded in %.3f s%n", secondsSince(start));
            row("meteor-synonyms", "METEOR with WordNet", 0.98, 6, SAME, () -> mean(meteor, texts));
        } catch (LlmException e) {
            System.out.println("  METEOR with WordNet is not timed: " + e.getMessage());
        }
    }

    /** {@return the metric over what stands between blanks, as the tool is given it} */
    private static Meteor split(Meteor meteor) {
        return meteor.tokenizer("blanks", text -> List.of(text.split(" ", -1)));
    }

    private static double secondsSince(long start) {
        return (cpu() - start) / 1e9;
    }

    /** {@return the CPU time of this process in nanoseconds, of its compiler and garbage collector too} */
    private static long cpu() {
        return PROCESS.getProcessCpuTime();
    }

    private static double mean(TextMetric metric, Segments texts) {
        double sum = 0;
        for (int i = 0; i < texts.hypotheses().size(); i++) {
            Score score = metric.score(
                    texts.hypotheses().get(i), List.of(texts.references().get(i)));
            sum += ((Score.Measured) score).value();
        }
        return sum / texts.hypotheses().size();
    }

    private static double lastP(PairedTest test, List<List<String>> systems, References references) {
        List<PairedTest.Outcome> outcomes = test.compare(Bleu.usual(), systems, references);
        return outcomes.get(outcomes.size() - 1).pValue().getAsDouble();
    }

    private void corpus(
            String name, String title, CorpusMetric<?> metric, Segments texts, double documented, double bar) {
        References references = References.of(texts.references());
        row(
                name,
                title,
                documented,
                bar,
                SAME,
                () -> metric.corpus(texts.hypotheses(), references).score());
    }

    /** {@return the mean time of {@code work}, done for a while; it must give {@code score} each time} */
    private static double repeat(DoubleSupplier work, double score) {
        long begin = cpu();
        int rounds = 0;
        while (rounds < ROUNDS || secondsSince(begin) < SHORTEST) {
            if (Double.compare(work.getAsDouble(), score) != 0) {
                throw new IllegalStateException("another score for the same texts");
            }
            rounds++;
        }
        return secondsSince(begin) / rounds;
    }

    private void row(String name, String title, double documented, double bar, double tolerance, DoubleSupplier work) {
        long begin = cpu();
        double score = work.getAsDouble();
        double first = secondsSince(begin);
        double warming = repeat(work, score);
        double usual = Math.min(warming, repeat(work, score));
        PythonTimes.Work theirs = python.works().getOrDefault(name, new PythonTimes.Work(documented, score));
        double ratio = theirs.seconds() / usual;
        boolean slow = bar > 0 && ratio < bar && !quick;
        boolean other = !(Math.abs(score - theirs.score()) <= tolerance * Math.abs(theirs.score()));
        missed |= slow || other;
        if (quick && !python.works().containsKey(name)) {
            System.out.printf(Locale.ROOT, "  %-34s first %7.3f s, then %7.4f s%n", title, first, usual);
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "  %-34s first %7.3f s, then %7.4f s; tool %s %7.2f s: %6.1f times as fast%s%s%n",
                title,
                first,
                usual,
                python.works().containsKey(name) ? "in this run" : "documented",
                theirs.seconds(),
                ratio,
                bar > 0 ? String.format(Locale.ROOT, ", at least %.0f %s", bar, slow ? "MISSED" : "ok") : "",
                other ? "; OTHER SCORE: " + score + " instead of " + theirs.score() : "");
    }
}
