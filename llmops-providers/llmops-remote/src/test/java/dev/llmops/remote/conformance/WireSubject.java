package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ToolCall;
import dev.llmops.remote.Transport;
import dev.llmops.remote.recordings.Recording;
import java.util.List;

/** One wire format of models, as recorded traffic shows it: how to ask again what was asked there. */
public interface WireSubject {
    /** {@return whether the recording is of this format, and of an operation that a model client covers} */
    boolean covers(Recording.Entry entry);

    /** {@return whether the recording is one that a model client would make, where the index alone does not tell} */
    default boolean covers(Recording recording) {
        return covers(recording.entry());
    }

    /** {@return a client of the recorded model at the recorded path, on {@code transport}} */
    ModelClient client(Recording recording, Transport transport);

    /**
     * {@return the recorded request in terms of the library}
     *
     * <p>Everything that has a term must be said in it; typed provider options hold the rest. A member that no typed
     * option has may be given as a raw member, which {@link #rawMembers} counts.
     */
    ModelRequest request(Recording recording);

    /** {@return how many members of the recorded request were given as raw members} */
    int rawMembers(Recording recording);

    /**
     * {@return a request body without what makes no difference: defaults that are spelled out, nulls, and other ways to
     * say the same}; both the recorded and the rebuilt body are compared in this form
     */
    JsonNode normalised(JsonNode requestBody);

    /** {@return the message of a recorded whole answer, in the form in which it goes back; missing if there is none} */
    JsonNode answered(JsonNode answer);

    /** {@return the last message of the assistant in a request body of ours, in the same form} */
    JsonNode sentBack(JsonNode requestBody);

    /**
     * {@return all tool calls of a response, in order}
     *
     * @implSpec those that the caller shall make; a format overrides it whose expected results count calls, too, that
     *     the provider made itself
     */
    default List<ToolCall> toolCalls(ModelResponse response) {
        return response.toolCalls();
    }
}
