package dev.llmops.core.text;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Cases of {@code shared/golden/safety}, which lie beside the repository and not in it. */
final class GoldenCases {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GoldenCases() {}

    /** {@return the cases of a file, one per line; the test is skipped where there is none} */
    static List<JsonNode> of(String name) throws IOException {
        Path file = Path.of("shared", "golden", "safety", name);
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isReadable(at.resolve(file))) {
                List<JsonNode> cases = new ArrayList<>();
                for (String line : Files.readAllLines(at.resolve(file))) {
                    cases.add(JSON.readTree(line));
                }
                return cases;
            }
        }
        assumeTrue(false, "no " + file + " beside the repository");
        return List.of();
    }
}
