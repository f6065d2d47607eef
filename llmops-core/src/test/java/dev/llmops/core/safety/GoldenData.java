package dev.llmops.core.safety;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Cases that lie beside the repository; tests that need them are skipped where they are missing. */
final class GoldenData {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GoldenData() {}

    /** {@return the cases of a file of {@code shared/golden}, one per line} */
    static List<JsonNode> lines(String file) throws IOException {
        Path found = null;
        for (Path at = Path.of("").toAbsolutePath(); at != null && found == null; at = at.getParent()) {
            Path candidate = at.resolve("shared").resolve("golden").resolve(file);
            found = Files.exists(candidate) ? candidate : null;
        }
        assumeTrue(found != null, "no folder shared/golden with " + file + " beside the repository");
        List<JsonNode> cases = new ArrayList<>();
        for (String line : Files.readAllLines(found)) {
            cases.add(JSON.readTree(line));
        }
        return cases;
    }
}
