package dev.llmops.api.tool;

import dev.llmops.api.CallControl;
import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.ToolSpec;

/**
 * Something a model may have done: a look-up, a computation, an order.
 *
 * <p>Safe for concurrent use.
 */
public interface Tool {
    /** {@return the tool as the model sees it} */
    ToolSpec spec();

    /**
     * {@return what the call results in}
     *
     * <p>A failure that the model can do something about is returned as a failed result; anything
     * else is thrown.
     */
    Content.ToolResult call(ToolCall call, CallControl control);

    /**
     * {@return whether the arguments stay on this machine}
     *
     * @implSpec the default says that they do not
     */
    default Locality locality() {
        return Locality.REMOTE;
    }

    /** {@return a tool of the given form that does {@code body}} */
    static Tool of(ToolSpec spec, Body body) {
        Require.nonNull(spec, "spec");
        Require.nonNull(body, "body");
        return new Tool() {
            @Override
            public ToolSpec spec() {
                return spec;
            }

            @Override
            public Content.ToolResult call(ToolCall call, CallControl control) {
                return body.call(call, control);
            }
        };
    }

    /** What a tool does. */
    @FunctionalInterface
    interface Body {
        /** {@return what the call results in} */
        Content.ToolResult call(ToolCall call, CallControl control);
    }
}
