package dev.llmops.remote.openai;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.remote.responses.ResponsesDialect;
import dev.llmops.remote.responses.ResponsesProtocol;
import dev.llmops.remote.wire.InStreamFailure;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.JsonAnswer;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.RemoteCall;
import dev.llmops.remote.wire.ResponseAssembly;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The responses that OpenAI keeps: those of the Responses API that were not sent with {@code store(false)}.
 *
 * <p>Safe for concurrent use. A response is known by {@link ModelResponse#id()}; one that OpenAI does not know fails
 * with a {@link dev.llmops.api.model.ProviderException} of class {@code NOT_FOUND}.
 */
public final class OpenAiStoredResponses {
    private final ProviderLink link;
    private final ModelInfo info;

    OpenAiStoredResponses(ProviderLink link, ModelInfo info) {
        this.link = link;
        this.info = info;
    }

    /**
     * {@return the response as it is now}
     *
     * <p>While it is made in the background its raw finish reason is {@code queued} or {@code in_progress}.
     */
    public ModelResponse find(String id, CallControl control) {
        return read(link.json(RemoteCall.get(path(id)), Require.nonNull(control, "control")));
    }

    /**
     * Ends a response that is made in the background.
     *
     * @return the response as far as it has come
     */
    public ModelResponse cancel(String id, CallControl control) {
        RemoteCall call = RemoteCall.post(path(id) + "/cancel", Json.object(), info.model());
        return read(link.json(call, Require.nonNull(control, "control")));
    }

    /** Deletes a response. */
    public void delete(String id, CallControl control) {
        RemoteCall call = new RemoteCall(
                "DELETE", path(id), Map.of("accept", "application/json"), new byte[0], info.model(), Map.of());
        link.json(call, Require.nonNull(control, "control"));
    }

    private static String path(String id) {
        return "/responses/" + URLEncoder.encode(Require.nonBlank(id, "id"), StandardCharsets.UTF_8);
    }

    private ModelResponse read(JsonAnswer answer) {
        ResponseAssembly assembly = new ResponseAssembly(link.provider(), event -> {});
        assembly.requestId(answer.head().requestId());
        try {
            new ResponsesProtocol(ResponsesDialect.common(link.provider()))
                    .reader(ModelRequest.of("-"), assembly)
                    .whole(answer.json());
        } catch (InStreamFailure | MalformedAnswerException e) {
            throw link.malformed(answer.head(), answer.text(), info.model());
        }
        return assembly.build();
    }

    /** Shows the host. */
    @Override
    public String toString() {
        return "OpenAiStoredResponses[" + link + "]";
    }
}
