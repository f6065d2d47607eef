package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.remote.Transport;
import dev.llmops.remote.recordings.Recording;
import java.util.List;

/** An operation other than asking a model, as recorded traffic shows it: how to do again what was done there. */
public interface CallSubject {
    /** {@return whether the recording is of this operation} */
    boolean covers(Recording recording);

    /**
     * Does again what was recorded, with a client of ours on {@code transport}.
     *
     * <p>Throws what the client throws.
     *
     * @return what is wrong with the result, judged apart from the code under test; names and counts only
     */
    List<String> repeat(Recording recording, Transport transport);

    /** {@return a request body without what makes no difference}; see {@link WireSubject#normalised} */
    JsonNode normalised(JsonNode requestBody);
}
