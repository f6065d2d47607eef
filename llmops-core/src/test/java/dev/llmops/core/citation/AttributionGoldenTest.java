package dev.llmops.core.citation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributionGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void judgesClaimsAsPeopleDo() throws IOException {
        List<String> wrong = new ArrayList<>();
        int all = 0;
        for (JsonNode line : cases("attribution")) {
            all++;
            Attribution result = check(line);
            if (result.isSupported() != "supported".equals(line.get("expected").asText())) {
                wrong.add(line.get("claim").asText() + " " + result);
            }
        }

        assertThat(wrong.size()).as("of %d: %s", all, wrong).isLessThanOrEqualTo(all / 10);
    }

    @Test
    void findsTheRightSource() throws IOException {
        for (JsonNode line : cases("attribution-which")) {
            assertThat(check(line).source())
                    .as(line.get("claim").asText())
                    .isEqualTo(line.get("expected_source_index").asInt());
        }
    }

    private static Attribution check(JsonNode line) {
        List<String> sources = new ArrayList<>();
        line.get("sources").forEach(source -> sources.add(source.asText()));
        return Attribution.check(line.get("claim").asText(), sources);
    }

    private static List<JsonNode> cases(String kind) throws IOException {
        Path found = null;
        for (Path at = Path.of("").toAbsolutePath(); at != null && found == null; at = at.getParent()) {
            Path candidate = at.resolve("shared/golden/safety/attribution_selfmade.jsonl");
            found = Files.exists(candidate) ? candidate : null;
        }
        assumeTrue(found != null, "no folder shared/golden beside the repository");
        List<JsonNode> cases = new ArrayList<>();
        for (String line : Files.readAllLines(found)) {
            JsonNode node = JSON.readTree(line);
            if (kind.equals(node.get("kind").asText())) {
                cases.add(node);
            }
        }
        return cases;
    }
}
