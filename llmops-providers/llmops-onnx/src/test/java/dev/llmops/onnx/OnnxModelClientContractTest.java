package dev.llmops.onnx;

import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.Sampling;
import dev.llmops.testing.ModelClientContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelClientContractTest extends ModelClientContract {
    @TempDir
    private static Path directory;

    private static OnnxModel model;

    @BeforeAll
    static void open() {
        model = RandomModel.builder(RandomModel.written(directory)).open();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Override
    protected ModelClient client() {
        return model.client();
    }

    /** A random model has no reason to end, and here none to be short. */
    @Override
    protected Optional<ModelClient> stalledClient() {
        ModelClient endless =
                model.client(OnnxOptions.builder().minNewTokens(1 << 20).build());
        return Optional.of(
                (request, call) -> endless.generate(request.withOptions(GenerationOptions.defaults()), call));
    }

    @Override
    protected Optional<ModelClient> failingClient() {
        return Optional.of((request, call) -> model.client()
                .generate(
                        request.withOptions(request.options().toBuilder()
                                .providerOptions(
                                        OnnxOptions.builder().regex("(").build())
                                .build()),
                        call));
    }

    @Override
    protected ModelRequest request() {
        return super.request()
                .withOptions(GenerationOptions.builder()
                        .sampling(Sampling.builder().maxOutputTokens(24).build())
                        .build());
    }
}
