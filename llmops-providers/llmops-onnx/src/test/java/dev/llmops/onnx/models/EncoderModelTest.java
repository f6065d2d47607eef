package dev.llmops.onnx.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Written encoders run, and put out what the forward pass in plain Java puts out. */
class EncoderModelTest {
    private static final int[] TOKENS = {2, 44, 120, 99, 431, 3, 7, 200, 61, 3};
    private static final int[] TYPES = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1};

    @TempDir
    Path directory;

    @Test
    void putsOutTheVectorsOfTheReference() throws Exception {
        EncoderModel model =
                EncoderModel.builder(EncoderShape.tiny()).pooled().seed(3).build();

        Map<String, float[]> outputs = run(model.write(directory), 0);

        ReferenceEncoder reference = model.reference();
        assertAlike(outputs, "last_hidden_state", joined(reference.vectors(TOKENS, TYPES)));
        assertAlike(outputs, "pooler_output", reference.pooled(TOKENS, TYPES));
        assertThat(outputs.get("sentence_embedding"))
                .hasSize(EncoderShape.tiny().hidden());
    }

    @Test
    void paddingChangesNothing() throws Exception {
        EncoderModel model =
                EncoderModel.builder(EncoderShape.tiny()).pooled().seed(3).build();
        model.write(directory);

        Map<String, float[]> alone = run(directory, 0);
        Map<String, float[]> padded = run(directory, 5);

        assertAlike(padded, "pooler_output", required(alone, "pooler_output"));
        assertAlike(padded, "sentence_embedding", required(alone, "sentence_embedding"));
    }

    @Test
    void putsOutTheClassesOfTexts() throws Exception {
        EncoderModel model = EncoderModel.builder(EncoderShape.tiny())
                .textClasses("no", "yes", "perhaps")
                .build();

        Map<String, float[]> outputs = run(model.write(directory), 0);

        assertAlike(outputs, "logits", model.reference().textLogits(TOKENS, TYPES));
    }

    @Test
    void putsOutTheClassesOfTokensWithoutTokenTypes() throws Exception {
        EncoderModel model = EncoderModel.builder(EncoderShape.tiny())
                .tokenClasses("O", "B-PER", "I-PER")
                .withoutTokenTypes()
                .build();

        Map<String, float[]> outputs = run(model.write(directory), 0);

        assertAlike(outputs, "logits", joined(model.reference().tokenLogits(TOKENS, TYPES)));
    }

    @Test
    void countsWordsOfBothTexts() throws Exception {
        Path overlap = WordModel.overlap().write(directory);

        int[] alike = TOKENS.clone();
        alike[7] = TOKENS[2];
        alike[8] = TOKENS[3];

        assertThat(required(run(overlap, TOKENS, 2), "logits")).containsExactly(0);
        assertThat(required(run(overlap, alike, 2), "logits")).containsExactly(2);
    }

    @Test
    void writesTheFilesOfSentences() throws Exception {
        SentenceLayout layout = new SentenceLayout(List.of("cls_token"), 64, 8, true, Map.of("query", "Find: "));

        EncoderModel.builder(EncoderShape.tiny()).sentence(layout).build().write(directory);

        for (String file : List.of(
                "modules.json",
                "1_Pooling/config.json",
                "2_Dense/config.json",
                "2_Dense/model.safetensors",
                "sentence_bert_config.json",
                "config_sentence_transformers.json")) {
            assertThat(directory.resolve(file)).isNotEmptyFile();
        }
        assertThat(Files.readString(directory.resolve("modules.json"))).contains("3_Normalize");
    }

    private static Map<String, float[]> run(Path directory, int padding) throws OrtException {
        return run(directory, TOKENS, padding);
    }

    private static Map<String, float[]> run(Path directory, int[] tokens, int padding) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        String graph = directory.resolve("onnx/model.onnx").toString();
        Map<String, float[]> outputs = new LinkedHashMap<>();
        try (OrtSession session = environment.createSession(graph)) {
            Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
            int[] ones = tokens.clone();
            Arrays.fill(ones, 1);
            Map<String, int[]> values = Map.of("input_ids", tokens, "token_type_ids", TYPES, "attention_mask", ones);
            for (String name : session.getInputNames()) {
                long[] padded = new long[tokens.length + padding];
                int[] given = values.get(name);
                for (int i = 0; given != null && i < given.length; i++) {
                    padded[i] = given[i];
                }
                long[] size = {1, padded.length};
                inputs.put(name, OnnxTensor.createTensor(environment, LongBuffer.wrap(padded), size));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                result.forEach(entry -> outputs.put(
                        entry.getKey(),
                        ((OnnxTensor) entry.getValue()).getFloatBuffer().array()));
            }
        }
        return outputs;
    }

    private static float[] required(Map<String, float[]> outputs, String name) {
        float[] output = outputs.get(name);
        if (output == null) {
            throw new AssertionError("There is no output " + name + ".");
        }
        return output;
    }

    private static float[] joined(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < all.length; i++) {
            all[i] = rows[i / rows[0].length][i % rows[0].length];
        }
        return all;
    }

    private static void assertAlike(Map<String, float[]> outputs, String name, float[] expected) {
        assertThat(required(outputs, name)).as(name).containsExactly(expected, within(1e-4f));
    }
}
