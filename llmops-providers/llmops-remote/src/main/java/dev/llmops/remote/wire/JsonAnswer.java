package dev.llmops.remote.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.remote.http.ResponseHead;

/**
 * An answer that came whole.
 *
 * @param head its status and headers
 * @param json its body
 * @param text the body as it came
 */
public record JsonAnswer(ResponseHead head, JsonNode json, String text) {
    /** Shows the status only. */
    @Override
    public String toString() {
        return "JsonAnswer[" + head.status() + "]";
    }
}
