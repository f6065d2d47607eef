package dev.llmops.remote.embedding;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.api.model.Usage;
import dev.llmops.remote.wire.BinaryAnswer;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.RemoteCall;
import dev.llmops.remote.wire.WireRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Embeds with one model over one link in one format: the way of every embedding client of this module.
 *
 * <p>Splits what is too much for one request, sends the parts one after another, and checks that every
 * text has a vector of the right length. Safe for concurrent use.
 */
public final class EmbeddingEndpoint implements AutoCloseable {
    private final EmbeddingModelInfo info;
    private final EmbeddingProtocol protocol;
    private final ProviderLink link;
    private final EmbeddingDefaults defaults;

    /**
     * Creates an endpoint.
     *
     * @param info what is known about the model
     * @param protocol the format
     * @param link the way to the provider
     * @param defaults what is done to every request
     */
    EmbeddingEndpoint(
            EmbeddingModelInfo info, EmbeddingProtocol protocol, ProviderLink link, EmbeddingDefaults defaults) {
        this.info = info;
        this.protocol = protocol;
        this.link = link;
        this.defaults = defaults;
    }

    /** {@return what is known about the model} */
    public EmbeddingModelInfo info() {
        return info;
    }

    /** {@return a vector for each text}; see {@link dev.llmops.api.embedding.EmbeddingClient#embed} */
    public EmbeddingResponse embed(EmbeddingRequest request, CallControl control) {
        Require.nonNull(request, "request");
        Require.nonNull(control, "control");
        EmbeddingRequest whole = defaults.applied(request);
        List<float[]> vectors = new ArrayList<>(request.texts().size());
        String model = "";
        Usage usage = Usage.unknown();
        for (List<String> texts : defaults.limits().split(whole.texts())) {
            Embedded part = part(new EmbeddingRequest(texts, whole.purpose(), whole.dimensions()), vectors, control);
            vectors.addAll(part.vectors());
            model = part.model();
            usage = usage.plus(part.usage());
        }
        return new EmbeddingResponse(vectors, model, usage);
    }

    private Embedded part(EmbeddingRequest request, List<float[]> before, CallControl control) {
        WireRequest wire = protocol.encode(request);
        defaults.members().write(wire.body());
        BinaryAnswer answer = link.bytes(RemoteCall.post(wire, info.model()), control);
        int likely = request.dimensions() == 0 ? info.dimensions() : request.dimensions();
        try {
            Embedded part = protocol.decode(VectorAnswer.read(answer.head(), answer.body(), likely));
            check(part.vectors(), request, before);
            return part;
        } catch (MalformedAnswerException e) {
            throw link.malformed(answer, e, info.model());
        }
    }

    private static void check(List<float[]> vectors, EmbeddingRequest request, List<float[]> before) {
        if (vectors.size() != request.texts().size()) {
            throw new MalformedAnswerException(
                    "wrong-count",
                    "The answer has " + vectors.size() + " vectors for "
                            + request.texts().size() + " texts.");
        }
        int length = request.dimensions();
        if (length == 0) {
            length = (before.isEmpty() ? vectors : before).get(0).length;
        }
        for (float[] vector : vectors) {
            if (vector.length != length) {
                throw new MalformedAnswerException(
                        "wrong-dimensions",
                        "The answer has a vector of " + vector.length + " dimensions instead of " + length + ".");
            }
        }
    }

    /** Closes the link. */
    @Override
    public void close() {
        link.close();
    }

    /** Shows model and host. */
    @Override
    public String toString() {
        return info.model() + " of " + link;
    }
}
