package dev.llmops.onnx;

import dev.llmops.api.Require;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import java.nio.file.Path;

/**
 * A language model that runs in this process.
 *
 * <p>Answers like any other client: streamed, cancelled at once, held to deadlines, with usage and log-probabilities.
 * Requests of all threads are computed together. What an answer must look like, a JSON schema or a tool's parameters,
 * it has by construction. Options that only local models have are in {@link OnnxOptions}.
 *
 * <pre>{@code
 * try (OnnxModelClient model = OnnxModelClient.open(Path.of("models/qwen2.5-0.5b-instruct"))) {
 *     String answer = model.generate(ModelRequest.of("Why is the sky blue?"), ModelCall.detached()).text();
 * }
 * }</pre>
 *
 * <p>Safe for concurrent use. How the model is loaded is said by {@link OnnxModel#builder}; several clients can share
 * one model.
 */
public final class OnnxModelClient implements ModelClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = "onnx";

    private final OnnxModel model;
    private final OnnxOptions defaults;
    private final boolean ownsModel;
    private final AnswerSetup setup;

    OnnxModelClient(OnnxModel model, OnnxOptions defaults, boolean ownsModel) {
        this.model = model;
        this.defaults = defaults;
        this.ownsModel = ownsModel;
        this.setup = new AnswerSetup(model);
    }

    /**
     * {@return a client of the model in {@code directory}, which it loads; closing it frees the model}
     *
     * @throws ModelDirectoryException if something is missing, damaged or not supported
     */
    public static OnnxModelClient open(Path directory) {
        return new OnnxModelClient(OnnxModel.open(directory), OnnxOptions.none(), true);
    }

    @Override
    public ModelResponse generate(ModelRequest request, ModelCall call) {
        Require.nonNull(request, "request");
        Require.nonNull(call, "call");
        OnnxOptions options =
                request.options().providerOptions(OnnxOptions.class).orElse(defaults);
        return new LocalAnswer(setup, request, options, call).generate();
    }

    @Override
    public ModelInfo info() {
        return model.info();
    }

    /** {@return the model} */
    public OnnxModel model() {
        return model;
    }

    /** Frees the model, if this client has loaded it. */
    @Override
    public void close() {
        if (ownsModel) {
            model.close();
        }
    }

    /** Shows the model. */
    @Override
    public String toString() {
        return "OnnxModelClient[" + model + "]";
    }
}
