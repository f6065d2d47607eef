package dev.llmops.api.pipeline;

import dev.llmops.api.Require;
import dev.llmops.api.model.Media;

/** Something that happens on the stream of an answer, after all guards. */
public sealed interface AnswerEvent {
    /**
     * More of the answer.
     *
     * @param text what to append
     */
    record TextDelta(String text) implements AnswerEvent {
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
     * More of what the model thinks.
     *
     * @param text what to append
     */
    record ReasoningDelta(String text) implements AnswerEvent {
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
     * More of a tool call.
     *
     * @param index which of the calls, from 0
     * @param name the tool
     * @param json what to append to its arguments; only all of it together is JSON
     */
    record ToolCallDelta(int index, String name, String json) implements AnswerEvent {
        /** Checks all components. */
        public ToolCallDelta {
            Require.nonNull(name, "name");
            Require.nonNull(json, "json");
        }

        /** Shows the tool only. */
        @Override
        public String toString() {
            return "ToolCallDelta[" + index + " " + name + "]";
        }
    }

    /**
     * More of an answer that is not text.
     *
     * @param media the piece
     */
    record MediaDelta(Media media) implements AnswerEvent {
        /** Checks the piece. */
        public MediaDelta {
            Require.nonNull(media, "media");
        }
    }

    /**
     * What was delivered so far is replaced: a postprocessor changed the complete text.
     *
     * @param text the whole text of the answer
     * @param stage what changed it
     */
    record Revised(String text, StageId stage) implements AnswerEvent {
        /** Checks both components. */
        public Revised {
            Require.nonNull(text, "text");
            Require.nonNull(stage, "stage");
        }

        /** Shows the stage only. */
        @Override
        public String toString() {
            return "Revised[" + stage + "]";
        }
    }

    /**
     * The answer is complete; always the last event, and only of a call that succeeded.
     *
     * @param answer the answer
     */
    record Completed(Answer answer) implements AnswerEvent {
        /** Checks the answer. */
        public Completed {
            Require.nonNull(answer, "answer");
        }
    }
}
