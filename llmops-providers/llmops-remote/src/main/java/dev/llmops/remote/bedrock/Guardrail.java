package dev.llmops.remote.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.remote.wire.Json;
import java.util.Locale;

/**
 * A guardrail of Bedrock that looks at request and answer. Immutable.
 *
 * @param id the guardrail's id or ARN
 * @param version its version, a number or {@code "DRAFT"}
 * @param trace how much of what it found is told in the metadata of the response
 * @param streaming whether a stream waits for it
 */
public record Guardrail(String id, String version, Trace trace, Streaming streaming) {
    /** Checks all components. */
    public Guardrail {
        Require.nonBlank(id, "id");
        Require.nonBlank(version, "version");
        Require.nonNull(trace, "trace");
        Require.nonNull(streaming, "streaming");
    }

    /** {@return a guardrail that tells nothing, and that streams wait for} */
    public static Guardrail of(String id, String version) {
        return new Guardrail(id, version, Trace.DISABLED, Streaming.SYNC);
    }

    /** {@return this guardrail, telling what it found} */
    public Guardrail traced(Trace newTrace) {
        return new Guardrail(id, version, newTrace, streaming);
    }

    ObjectNode json(boolean isStream) {
        ObjectNode json = Json.object().put("guardrailIdentifier", id).put("guardrailVersion", version);
        if (trace != Trace.DISABLED) {
            json.put("trace", trace.name().toLowerCase(Locale.ROOT));
        }
        if (isStream && streaming != Streaming.SYNC) {
            json.put("streamProcessingMode", streaming.name().toLowerCase(Locale.ROOT));
        }
        return json;
    }

    /** How much is told of what a guardrail found. */
    public enum Trace {
        /** Nothing. */
        DISABLED,
        /** What it stepped in for. */
        ENABLED,
        /** All that it looked at. */
        ENABLED_FULL
    }

    /** Whether a stream waits for a guardrail. */
    public enum Streaming {
        /** Each piece is looked at before it comes. */
        SYNC,
        /** Pieces come at once, and may be taken back by the end. */
        ASYNC
    }
}
