package dev.llmops.api.model;

import dev.llmops.api.Require;

/** Something a model produced while it works. */
public sealed interface ModelEvent {
    /**
     * The model has begun to answer.
     *
     * @param responseId the provider's id of the response; empty if it sends none
     * @param model the model that answers, as the provider names it; empty if it does not say
     */
    record Started(String responseId, String model) implements ModelEvent {
        /** Checks both components. */
        public Started {
            Require.nonNull(responseId, "responseId");
            Require.nonNull(model, "model");
        }
    }

    /**
     * More of the answer.
     *
     * @param text what to append
     */
    record TextDelta(String text) implements ModelEvent {
        /** Checks the text. */
        public TextDelta {
            Require.nonNull(text, "text");
        }

        /** Shows the length only. */
        @Override
        public String toString() {
            return "TextDelta[" + text.length() + "]";
        }
    }

    /**
     * More of what the model thinks before it answers.
     *
     * @param text what to append
     */
    record ReasoningDelta(String text) implements ModelEvent {
        /** Checks the text. */
        public ReasoningDelta {
            Require.nonNull(text, "text");
        }

        /** Shows the length only. */
        @Override
        public String toString() {
            return "ReasoningDelta[" + text.length() + "]";
        }
    }

    /**
     * The model begins to call a tool.
     *
     * @param index which of the calls of this response, from 0
     * @param id the provider's id of the call; empty if it sends none
     * @param name the tool
     */
    record ToolCallStarted(int index, String id, String name) implements ModelEvent {
        /** Checks all components. */
        public ToolCallStarted {
            Require.inRange(index, 0, Integer.MAX_VALUE, "index");
            Require.nonNull(id, "id");
            Require.nonNull(name, "name");
        }
    }

    /**
     * More of the arguments of a tool call.
     *
     * @param index which of the calls of this response, from 0
     * @param json what to append; only all of it together is JSON
     */
    record ToolCallDelta(int index, String json) implements ModelEvent {
        /** Checks both components. */
        public ToolCallDelta {
            Require.inRange(index, 0, Integer.MAX_VALUE, "index");
            Require.nonNull(json, "json");
        }

        /** Shows the length only. */
        @Override
        public String toString() {
            return "ToolCallDelta[" + index + ", " + json.length() + "]";
        }
    }

    /**
     * More of an answer that is not text: sound, a picture.
     *
     * @param media the piece
     */
    record MediaDelta(Media media) implements ModelEvent {
        /** Checks the piece. */
        public MediaDelta {
            Require.nonNull(media, "media");
        }
    }

    /**
     * What the call has used so far; replaces what was said before.
     *
     * @param usage the state
     */
    record UsageUpdated(Usage usage) implements ModelEvent {
        /** Checks the state. */
        public UsageUpdated {
            Require.nonNull(usage, "usage");
        }
    }

    /**
     * Something this library does not interpret, passed on as it came.
     *
     * @param type the provider's name for it
     * @param json the raw event
     */
    record Opaque(String type, String json) implements ModelEvent {
        /** Checks both components. */
        public Opaque {
            Require.nonNull(type, "type");
            Require.nonNull(json, "json");
        }

        /** Shows the type only. */
        @Override
        public String toString() {
            return "Opaque[" + type + "]";
        }
    }
}
