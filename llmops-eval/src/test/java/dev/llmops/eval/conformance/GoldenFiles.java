package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads folders of golden files and knows what to do with their lines. */
final class GoldenFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One entry for each class of checks. */
    private static final List<CheckSet> SETS = List.of(
            new AnswerChecks(),
            new ArenaChecks(),
            new ClassificationChecks(),
            new JudgeChecks(),
            new LmEvalChecks(),
            new LmEvalStatsChecks(),
            new MeteorChecks(),
            new NltkChecks(),
            new RagChecks(),
            new RandomChecks(),
            new RankingChecks(),
            new RougeChecks(),
            new SafetyChecks(),
            new SelfCheckChecks(),
            new StatisticsChecks(),
            new TranslationChecks(),
            new VectorChecks());

    private static final Map<String, CheckSet.Check> CHECKS = checks();

    private GoldenFiles() {}

    private static Map<String, CheckSet.Check> checks() {
        Map<String, CheckSet.Check> checks = new TreeMap<>();
        SETS.forEach(set -> set.checks().forEach((metric, check) -> {
            if (checks.put(metric, check) != null) {
                throw new IllegalStateException("two checks of " + metric);
            }
        }));
        return checks;
    }

    /** {@return the development cases beside the repository, if they are there} */
    static Optional<Path> beside() {
        Path wanted = Path.of("shared", "golden", "metrics");
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(wanted))) {
                return Optional.of(folder.resolve(wanted));
            }
        }
        return Optional.empty();
    }

    /** {@return the golden files of {@code folder}, by name} */
    static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the cases of {@code file}} */
    static List<GoldenCase> cases(Path file) {
        try {
            List<GoldenCase> cases = new ArrayList<>();
            int number = 0;
            for (String line : Files.readString(file).split("\n", -1)) {
                number++;
                if (!line.isBlank()) {
                    cases.add(new GoldenCase(
                            file.resolveSibling(""), file.getFileName().toString(), number, JSON.readTree(line)));
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** Checks one case; fails with {@link AssertionError}, also if nothing here knows its metric. */
    static void check(GoldenCase golden) {
        CheckSet.Check check = CHECKS.get(golden.metric());
        if (check == null) {
            throw new AssertionError("nothing here computes " + golden.metric());
        }
        check.accept(golden);
    }
}
