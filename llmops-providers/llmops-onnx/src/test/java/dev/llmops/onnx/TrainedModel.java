package dev.llmops.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.ModelRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The small trained model of the samples, and questions it has never seen. */
final class TrainedModel {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TrainedModel() {}

    static Path directory() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null) {
            Path found = at.resolve("samples/models/tiny");
            if (Files.isDirectory(found)) {
                return found;
            }
            at = at.getParent();
        }
        throw new AssertionError("samples/models/tiny is missing");
    }

    static OnnxModel open(Variant variant) {
        return OnnxModel.builder(directory())
                .variants(variant)
                .compute(ComputeOptions.builder().threads(2).build())
                .open();
    }

    static List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(directory().resolve("questions.jsonl"))) {
                questions.add(new Question(JSON.readTree(line)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return questions;
    }

    /** A question, what it is to be answered from, and the answer. */
    record Question(JsonNode node) {
        ModelRequest request() {
            List<Passage> passages = new ArrayList<>();
            for (JsonNode document : node.path("documents")) {
                String id = document.path("doc_id").asText();
                String text = document.path("text").asText();
                passages.add(Passage.builder(new SourceSpan("document-" + id, 0, text.length()), text)
                        .build());
            }
            return ModelRequest.of(node.path("question").asText()).withPassages(passages);
        }

        String answer() {
            return node.path("answer").asText();
        }
    }
}
