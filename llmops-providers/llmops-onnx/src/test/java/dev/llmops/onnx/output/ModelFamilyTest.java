package dev.llmops.onnx.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelFamilyTest {
    private static final String TEMPLATES = "shared/golden/templates/chat_templates.jsonl";

    @Test
    void knowsAFamilyByItsTemplate() {
        assertThat(ModelFamily.detect("{{ '<tool_call>' }}", "llama", List.of()))
                .isEqualTo(ModelFamily.HERMES);
        assertThat(ModelFamily.detect("<tool_call>\n<function=", "", List.of())).isEqualTo(ModelFamily.QWEN_CODER);
        assertThat(ModelFamily.detect("[TOOL_CALLS] … [ARGS]", "mistral", List.of()))
                .isEqualTo(ModelFamily.MISTRAL_ARGS);
        assertThat(ModelFamily.detect("{{ messages }}", "other", List.of())).isEqualTo(ModelFamily.PLAIN);
    }

    @Test
    void knowsAFamilyByItsTypeOrTokensIfTheTemplateSaysNothing() {
        assertThat(ModelFamily.detect("", "Qwen2", List.of())).isEqualTo(ModelFamily.HERMES);
        assertThat(ModelFamily.detect("", "x", List.of("<s>", "[TOOL_CALLS]"))).isEqualTo(ModelFamily.MISTRAL);
        assertThat(ModelFamily.detect("{{ x }}", "x", List.of("<|channel|>", "<|message|>")))
                .isEqualTo(ModelFamily.HARMONY);
    }

    @Test
    void everyFamilyButThePlainOneWritesCalls() {
        for (ModelFamily family : ModelFamily.values()) {
            OutputFormat format = OutputFormat.of(family);

            assertThat(format.family()).isEqualTo(family);
            assertThat(format.toolCallForm().isPresent()).isEqualTo(family != ModelFamily.PLAIN);
            assertThat(format.markers()).contains("<think>");
        }
    }

    @Test
    void knowsRealTemplatesWhereTheyLieBeside() throws IOException {
        Map<String, ModelFamily> expected = Map.ofEntries(
                Map.entry("library/deepcoder:14b", ModelFamily.DEEPSEEK),
                Map.entry("library/r1-1776:671b", ModelFamily.DEEPSEEK),
                Map.entry("library/granite3-dense:2b", ModelFamily.GRANITE),
                Map.entry("library/granite3.2-vision:2b", ModelFamily.GRANITE),
                Map.entry("library/granite4:350m", ModelFamily.HERMES),
                Map.entry("library/llama3.2:3b", ModelFamily.LLAMA),
                Map.entry("library/llama4:latest", ModelFamily.LLAMA),
                Map.entry("library/nemotron:70b", ModelFamily.LLAMA),
                Map.entry("library/gemma3:270m", ModelFamily.GEMMA),
                Map.entry("library/tinyllama:1.1b", ModelFamily.PLAIN),
                Map.entry("library/phi4-reasoning:14b", ModelFamily.PLAIN),
                Map.entry("CohereForAI-c4ai-command-r-plus-tool_use", ModelFamily.COMMAND_R),
                Map.entry("CohereForAI-c4ai-command-r7b-12-2024-tool_use", ModelFamily.COMMAND_A),
                Map.entry("mistralai-Mistral-Nemo-Instruct-2407", ModelFamily.MISTRAL));
        Path file = find(Path.of(System.getProperty("user.dir")).toAbsolutePath());
        assumeThat(Files.exists(file)).as("%s is beside the project", TEMPLATES).isTrue();
        int seen = 0;
        for (String line : Files.readAllLines(file)) {
            JsonNode node = new ObjectMapper().readTree(line);
            ModelFamily family = expected.get(node.path("name").asText());
            if (family != null) {
                seen++;
                assertThat(ModelFamily.detect(node.path("template").asText(), "", List.of()))
                        .as(node.path("name").asText())
                        .isEqualTo(family);
            }
        }
        assertThat(seen).isGreaterThan(10);
    }

    private static Path find(Path directory) {
        Path at = directory;
        while (at.getParent() != null && !Files.exists(at.resolve(TEMPLATES))) {
            at = at.getParent();
        }
        return at.resolve(TEMPLATES);
    }
}
