package dev.llmops.remote.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.remote.wire.Encoding;
import java.util.function.ToIntFunction;

/**
 * How one server speaks the Responses format. Immutable.
 *
 * @param provider the provider's name; only items that came from it go back to it
 * @param path the path of the endpoint
 * @param extension writes what only this provider takes
 * @param resumptions tells how often a run in the background is followed on where its stream broke
 */
public record ResponsesDialect(
        String provider, String path, Extension extension, ToIntFunction<GenerationOptions> resumptions) {

    /** {@return the form without options of its own} */
    public static ResponsesDialect common(String provider) {
        return new ResponsesDialect(provider, "/responses", (options, body, encoding) -> {}, options -> 0);
    }

    /** {@return this dialect at another path} */
    public ResponsesDialect at(String newPath) {
        return new ResponsesDialect(provider, newPath, extension, resumptions);
    }

    /** {@return this dialect with options of its own} */
    public ResponsesDialect extendedBy(Extension newExtension) {
        return new ResponsesDialect(provider, path, newExtension, resumptions);
    }

    /** {@return this dialect, whose runs in the background are followed on as often as {@code newResumptions} says} */
    public ResponsesDialect resuming(ToIntFunction<GenerationOptions> newResumptions) {
        return new ResponsesDialect(provider, path, extension, newResumptions);
    }

    /** Writes options that only one provider has. */
    @FunctionalInterface
    public interface Extension {
        /** Adds members to {@code body}, which has all common ones already. */
        void write(GenerationOptions options, ObjectNode body, Encoding encoding);
    }
}
