package dev.llmops.remote.openai;

import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.responses.ResponsesProtocol;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.ModelEndpoint;
import dev.llmops.remote.wire.ProviderLink;

/** A client of any server that speaks the Responses format, with OpenAI's options and a model that may do everything. */
public final class ResponsesServer implements ModelClient {
    private final ModelEndpoint endpoint;

    /** Creates a client of a model of {@code provider}. */
    public ResponsesServer(String provider, String model, Connection connection) {
        ModelInfo info = ModelInfo.builder(provider, model)
                .inputs(Modality.TEXT, Modality.values())
                .outputs(Modality.TEXT, Modality.values())
                .build();
        this.endpoint = new ModelEndpoint(
                info,
                new ResponsesProtocol(OpenAiDialects.responses(provider)),
                new ProviderLink(
                        provider, "http://localhost", Authorizer.bearer(Credentials.of("sk-test")), connection),
                false);
    }

    @Override
    public ModelResponse generate(ModelRequest request, ModelCall call) {
        return endpoint.generate(request, call);
    }

    @Override
    public ModelInfo info() {
        return endpoint.info();
    }
}
