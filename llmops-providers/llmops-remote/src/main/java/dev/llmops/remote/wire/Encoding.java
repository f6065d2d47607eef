package dev.llmops.remote.wire;

import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.UnsupportedCapabilityException;
import java.util.ArrayList;
import java.util.List;

/**
 * How one request is to be written, and what could not be.
 *
 * <p>What a provider cannot express fails the call, or is left out with a warning on the response,
 * as the caller chose; it is never lost in silence. Used by one thread.
 */
public final class Encoding {
    private final ModelInfo model;
    private final boolean streaming;
    private final boolean lenient;
    private final List<String> warnings = new ArrayList<>();

    /**
     * Creates the writing of one request.
     *
     * @param model the model that is asked
     * @param streaming whether a stream is wanted
     * @param lenient whether options that cannot be expressed are left out
     */
    public Encoding(ModelInfo model, boolean streaming, boolean lenient) {
        this.model = model;
        this.streaming = streaming;
        this.lenient = lenient;
    }

    /** {@return the name of the model, as the provider knows it} */
    public String model() {
        return model.model();
    }

    /** {@return what is known about the model} */
    public ModelInfo info() {
        return model;
    }

    /** {@return whether a stream is wanted} */
    public boolean isStreaming() {
        return streaming;
    }

    /**
     * Tells that an option cannot be expressed, which leaves it out or fails the call.
     *
     * @param option the option, such as {@code "topK"}
     * @param advice what to do instead, as a sentence
     */
    public void unsupported(String option, String advice) {
        if (!lenient) {
            throw new UnsupportedCapabilityException(
                    model.provider() + "/" + model.model(),
                    option,
                    advice + " Or let the client leave out what it cannot send, with leavingOutUnsupported().");
        }
        warn(option + " was left out: " + model.provider() + "/" + model.model() + " does not take it");
    }

    /**
     * Tells that something of the conversation cannot be sent to this provider, which always fails the call.
     *
     * @param what it, such as {@code "video"}
     * @param advice what to do instead, as a sentence
     */
    public UnsupportedCapabilityException impossible(String what, String advice) {
        return new UnsupportedCapabilityException(model.provider() + "/" + model.model(), what, advice);
    }

    /** Adds a warning to the response. */
    public void warn(String warning) {
        warnings.add(warning);
    }

    /** {@return the warnings so far} */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
