package dev.llmops.eval.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** Expected results of reference tools, kept beside the repository; tests that need them are skipped without. */
final class GoldenFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GoldenFiles() {}

    /**
     * {@return a test for each case of {@code name}, a file among those about metrics; one that is skipped
     * if the file is not there}
     */
    static List<DynamicTest> metrics(String name, Function<JsonNode, String> title, Consumer<JsonNode> check) {
        Path wanted = Path.of("shared", "golden", "metrics", name);
        Optional<Path> file = find(wanted);
        if (file.isEmpty()) {
            return List.of(DynamicTest.dynamicTest(
                    name, () -> Assumptions.abort("no " + wanted + " beside the repository: nothing to compare with")));
        }
        return read(file.get()).stream()
                .map(each -> DynamicTest.dynamicTest(title.apply(each), () -> check.accept(each)))
                .toList();
    }

    private static List<JsonNode> read(Path file) {
        try (MappingIterator<JsonNode> cases = JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
            return cases.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> find(Path wanted) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(wanted))) {
                return Optional.of(folder.resolve(wanted));
            }
        }
        return Optional.empty();
    }
}
