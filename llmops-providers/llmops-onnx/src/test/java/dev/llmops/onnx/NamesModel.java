package dev.llmops.onnx;

import dev.llmops.onnx.models.WordModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A recogniser of a few names, by the first piece of each word. */
final class NamesModel {
    static final String TEXT = "Maria Keller works for Harbour Water in Berlin.";
    static final List<String> NAMED =
            List.of("PERSON: Maria Keller", "ORGANIZATION: Harbour Water", "LOCATION: Berlin");

    private static final List<String> LABELS = List.of("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC");
    private static final Map<String, Integer> WORDS =
            Map.of("maria", 1, "keller", 2, "harbour", 3, "water", 4, "berlin", 5);

    private NamesModel() {}

    /** Writes the model; {@return its directory} */
    static Path write(Path directory) throws IOException {
        WordModel.ofTokens(LABELS, Map.of()).write(directory);
        Map<Integer, float[]> logits = new HashMap<>();
        for (Map.Entry<String, Integer> word : WORDS.entrySet()) {
            float[] row = new float[LABELS.size()];
            row[word.getValue()] = 5;
            logits.put(TestTokens.ids(directory, word.getKey(), 64)[1], row);
        }
        return WordModel.ofTokens(LABELS, logits).write(directory);
    }
}
