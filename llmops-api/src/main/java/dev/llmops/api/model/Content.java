package dev.llmops.api.model;

import dev.llmops.api.Require;
import dev.llmops.api.Trust;
import java.util.List;

/** A part of a message. */
public sealed interface Content {
    /** {@return text of the user} */
    static Content text(String text) {
        return new Text(text, Trust.USER);
    }

    /**
     * Text.
     *
     * @param text the text
     * @param trust how far it may be believed; kept apart until the client writes the request
     */
    record Text(String text, Trust trust) implements Content {
        /** Checks both components. */
        public Text {
            Require.nonNull(text, "text");
            Require.nonNull(trust, "trust");
        }

        /** Shows trust and length only. */
        @Override
        public String toString() {
            return "Text[" + trust + ", " + text.length() + " characters]";
        }
    }

    /**
     * A picture, a sound, a film or a file.
     *
     * @param media what it is
     */
    record Attachment(Media media) implements Content {
        /** Checks the media. */
        public Attachment {
            Require.nonNull(media, "media");
        }
    }

    /**
     * The model wants a tool to be called.
     *
     * @param call which, and with what
     * @param signature opaque state of the provider that must go back with the call; empty if there is none
     */
    record ToolUse(ToolCall call, String signature) implements Content {
        /** Checks both components. */
        public ToolUse {
            Require.nonNull(call, "call");
            Require.nonNull(signature, "signature");
        }

        /** Creates a tool use without opaque state. */
        public ToolUse(ToolCall call) {
            this(call, "");
        }

        /** Shows the call only. */
        @Override
        public String toString() {
            return "ToolUse[" + call + "]";
        }
    }

    /**
     * What a tool returned.
     *
     * @param callId the id of the call this answers
     * @param toolName the tool
     * @param parts what it returned: text or attachments
     * @param failed whether the parts describe a failure
     */
    record ToolResult(String callId, String toolName, List<Content> parts, boolean failed) implements Content {
        /** Checks and copies all components. */
        public ToolResult {
            Require.nonNull(callId, "callId");
            Require.nonBlank(toolName, "toolName");
            parts = List.copyOf(Require.nonNull(parts, "parts"));
        }

        /** {@return a successful result of text} */
        public static ToolResult of(ToolCall call, String text) {
            return new ToolResult(call.id(), call.name(), List.of(new Text(text, Trust.TOOL)), false);
        }

        /** {@return a failed result that tells the model what went wrong} */
        public static ToolResult failed(ToolCall call, String problem) {
            return new ToolResult(call.id(), call.name(), List.of(new Text(problem, Trust.TOOL)), true);
        }
    }

    /**
     * What the model thought before it answered.
     *
     * @param text the thoughts, as far as the provider shows them
     * @param signature opaque state that must go back unchanged in the same position; empty if there is none
     */
    record Reasoning(String text, String signature) implements Content {
        /** Checks both components. */
        public Reasoning {
            Require.nonNull(text, "text");
            Require.nonNull(signature, "signature");
        }

        /** Shows the length only. */
        @Override
        public String toString() {
            return "Reasoning[" + text.length() + " characters]";
        }
    }

    /**
     * The model declines to answer.
     *
     * @param text what it says instead
     */
    record Refusal(String text) implements Content {
        /** Checks the text. */
        public Refusal {
            Require.nonNull(text, "text");
        }

        /** Shows the length only. */
        @Override
        public String toString() {
            return "Refusal[" + text.length() + " characters]";
        }
    }

    /**
     * A part this library does not interpret, kept so that it can go back as it came.
     *
     * @param provider whose it is; only that provider's client sends it
     * @param type the provider's name for it
     * @param json the raw part
     */
    record Opaque(String provider, String type, String json) implements Content {
        /** Checks all components. */
        public Opaque {
            Require.nonBlank(provider, "provider");
            Require.nonNull(type, "type");
            Require.nonNull(json, "json");
        }

        /** Shows provider and type only. */
        @Override
        public String toString() {
            return "Opaque[" + provider + " " + type + "]";
        }
    }
}
