package dev.llmops.remote.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.TimeSource;
import dev.llmops.api.batch.BatchResult;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.SendPhase;
import dev.llmops.remote.error.FailureReader;
import dev.llmops.remote.error.Origin;
import dev.llmops.remote.http.ResponseHead;
import dev.llmops.remote.wire.CapabilityCheck;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.InStreamFailure;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ModelProtocol;
import dev.llmops.remote.wire.ResponseAssembly;
import dev.llmops.remote.wire.WireRequest;
import java.util.Map;
import java.util.Set;

/** Writes the requests of a batch, and reads its answers, as a client of the model would. Safe for concurrent use. */
public final class ItemCodec {
    /** Stands for the request of an answer, which may have been made by another process long ago. */
    private static final ModelRequest FORGOTTEN = ModelRequest.of("-");

    private final ModelInfo info;
    private final ModelProtocol protocol;
    private final boolean lenient;
    private final FailureReader failures = new FailureReader(TimeSource.system());

    /**
     * Creates the codec of a model.
     *
     * @param info what is known about the model
     * @param protocol its format
     * @param lenient whether options that cannot be expressed are left out with a warning
     */
    public ItemCodec(ModelInfo info, ModelProtocol protocol, boolean lenient) {
        this.info = info;
        this.protocol = protocol;
        this.lenient = lenient;
    }

    /** {@return the name of the model} */
    public String model() {
        return info.model();
    }

    /** {@return the provider's name} */
    public String provider() {
        return info.provider();
    }

    /** {@return a request of no account, which shows the endpoint and the headers that every request needs} */
    public WireRequest sample() {
        return protocol.encode(FORGOTTEN, new Encoding(info, false, true));
    }

    /**
     * {@return a request in the words of the provider}
     *
     * @param warnings takes what had to be left out
     */
    public WireRequest encode(ModelRequest request, Set<String> warnings) {
        Encoding encoding = new Encoding(info, false, lenient);
        CapabilityCheck.check(request, encoding);
        WireRequest wire = protocol.encode(request, encoding);
        warnings.addAll(encoding.warnings());
        return wire;
    }

    /** {@return what became of a request that was answered with {@code body}} */
    public BatchResult read(String customId, ResponseHead head, JsonNode body) {
        Origin origin = new Origin(info.provider(), info.model());
        if (!head.isSuccess()) {
            return new BatchResult.Failed(customId, failures.read(origin, head, body.toString(), SendPhase.STARTED));
        }
        ResponseAssembly assembly = new ResponseAssembly(info.provider(), event -> {});
        assembly.requestId(head.requestId());
        assembly.rawJson(body.toString());
        try {
            protocol.reader(FORGOTTEN, assembly).whole(body);
            return new BatchResult.Succeeded(customId, assembly.build());
        } catch (InStreamFailure e) {
            return new BatchResult.Failed(customId, failures.readInStream(origin, head, e.eventName(), e.json()));
        } catch (MalformedAnswerException e) {
            return unreadable(customId, head, body.toString());
        }
    }

    /** {@return what became of a request for which the provider tells {@code error} and no answer} */
    public BatchResult failed(String customId, String requestId, JsonNode error) {
        ResponseHead head = new ResponseHead(200, requestId.isEmpty() ? Map.of() : Map.of("x-request-id", requestId));
        return new BatchResult.Failed(
                customId,
                failures.readInStream(new Origin(info.provider(), info.model()), head, "error", error.toString()));
    }

    /** {@return the result for what cannot be read} */
    public BatchResult unreadable(String customId, ResponseHead head, String text) {
        Origin origin = new Origin(info.provider(), info.model());
        return new BatchResult.Failed(customId, failures.read(origin, head, text, SendPhase.STARTED));
    }
}
