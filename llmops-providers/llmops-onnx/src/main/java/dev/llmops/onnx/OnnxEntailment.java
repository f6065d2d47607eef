package dev.llmops.onnx;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.onnx.encoder.Encoder;
import dev.llmops.onnx.encoder.EncoderDirectory;
import dev.llmops.onnx.encoder.Labels;
import dev.llmops.onnx.encoder.Scores;
import dev.llmops.onnx.encoder.WantedOutput;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Judges whether one text follows from another (natural language inference), in this process.
 *
 * <p>Premise and hypothesis are read together; if they are too long together, the longer one is cut. Safe for
 * concurrent use.
 */
public final class OnnxEntailment implements AutoCloseable {
    private final Encoder encoder;
    private final int entailment;
    private final int neutral;
    private final int contradiction;

    private OnnxEntailment(Encoder encoder, int entailment, int neutral, int contradiction) {
        this.encoder = encoder;
        this.entailment = entailment;
        this.neutral = neutral;
        this.contradiction = contradiction;
    }

    /**
     * {@return the model in {@code directory}}
     *
     * @throws ModelDirectoryException if a file is missing or damaged, the files do not fit together, or no class of
     *     the model is called entailment
     */
    public static OnnxEntailment open(Path directory) {
        return open(directory, EncoderOptions.defaults());
    }

    /**
     * {@return the model in {@code directory}, opened as {@code options} say}
     *
     * @throws ModelDirectoryException if a file is missing or damaged, the files do not fit together, or no class of
     *     the model is called entailment
     */
    public static OnnxEntailment open(Path directory, EncoderOptions options) {
        EncoderDirectory files = EncoderDirectory.of(directory, options);
        Encoder encoder = Encoder.open(files, options, files.maxLength(options), List.of(WantedOutput.TEXT_LOGITS));
        try {
            Labels labels = Labels.read(files, encoder.width());
            int entailment = labels.beginningWith("entail");
            int neutral = labels.beginningWith("neutral");
            int contradiction = labels.beginningWith("contra");
            if (contradiction < 0) {
                contradiction = labels.beginningWith("not_entail");
            }
            if (entailment < 0 || contradiction < 0) {
                throw new ModelDirectoryException(
                        directory.resolve("config.json"),
                        "Its id2label has no classes called entailment and contradiction.",
                        "Name them there, in the order in which the model was trained.");
            }
            return new OnnxEntailment(encoder, entailment, neutral, contradiction);
        } catch (RuntimeException | Error e) {
            encoder.close();
            throw e;
        }
    }

    /** {@return how {@code hypothesis} stands to {@code premise}} */
    public EntailmentScores judge(String premise, String hypothesis, CallControl control) {
        return judge(premise, List.of(Require.nonNull(hypothesis, "hypothesis")), control)
                .get(0);
    }

    /** {@return how each hypothesis stands to {@code premise}, in order} */
    public List<EntailmentScores> judge(String premise, List<String> hypotheses, CallControl control) {
        return Arrays.stream(logits(premise, hypotheses, control))
                .map(Scores::softmax)
                .map(scores -> new EntailmentScores(
                        scores[entailment], neutral < 0 ? 0 : scores[neutral], scores[contradiction]))
                .toList();
    }

    /** {@return what the model puts out for each hypothesis} */
    float[][] logits(String premise, List<String> hypotheses, CallControl control) {
        Require.nonNull(premise, "premise");
        List<String> given = List.copyOf(Require.nonNull(hypotheses, "hypotheses"));
        Require.nonNull(control, "control");
        float[][] logits = new float[given.size()][encoder.width()];
        String read = given.isEmpty() ? premise : encoder.shortened(premise);
        encoder.run(
                logits.length,
                (tokenizer, i) -> tokenizer.tokenize(read, given.get(i)),
                control,
                (i, text, output, from) -> output.get(from, logits[i]));
        return logits;
    }

    /** {@return the place of the class that means that the hypothesis follows} */
    int entailment() {
        return entailment;
    }

    /** {@return the place of the class that means that it does not} */
    int contradiction() {
        return contradiction;
    }

    /** Frees the model, once the calls under way are over; further calls do nothing. */
    @Override
    public void close() {
        encoder.close();
    }
}
