package dev.llmops.api.safety;

import dev.llmops.api.Require;
import dev.llmops.api.Trust;

/**
 * A piece of text of one origin, as a guard sees it.
 *
 * <p>On a stream a guard is shown a window: the text around what is about to be delivered. Its
 * findings are positions in {@link #text()}, whatever the window.
 *
 * @param text the text
 * @param trust how far the text may be believed
 * @param origin what part of the call it belongs to
 * @param id what it is within its origin, such as the id of a passage; empty if there is only one
 * @param offset where the window begins in the whole text
 * @param complete whether the window reaches to the end of the whole text
 */
public record Segment(String text, Trust trust, Origin origin, String id, int offset, boolean complete) {
    /** Checks all components. */
    public Segment {
        Require.nonNull(text, "text");
        Require.nonNull(trust, "trust");
        Require.nonNull(origin, "origin");
        Require.nonNull(id, "id");
        Require.inRange(offset, 0, Integer.MAX_VALUE, "offset");
    }

    /** {@return a whole text of the given origin} */
    public static Segment of(String text, Trust trust, Origin origin, String id) {
        return new Segment(text, trust, origin, id, 0, true);
    }

    /** {@return the text of a user's prompt} */
    public static Segment prompt(String text) {
        return of(text, Trust.USER, Origin.PROMPT, "");
    }

    /** {@return the whole text of an answer} */
    public static Segment output(String text) {
        return of(text, Trust.MODEL, Origin.ANSWER, "");
    }

    /** {@return whether the text goes to the model or comes from it} */
    public Direction direction() {
        return origin.direction;
    }

    /** What part of a call a text belongs to. */
    public enum Origin {
        /** The instructions of the application. */
        INSTRUCTIONS(Direction.INPUT),
        /** What the user wrote. */
        PROMPT(Direction.INPUT),
        /** Earlier turns of the conversation. */
        HISTORY(Direction.INPUT),
        /** A passage of a document. */
        PASSAGE(Direction.INPUT),
        /** A fact that a grounder found. */
        FACT(Direction.INPUT),
        /** What a tool returned. */
        TOOL_RESULT(Direction.INPUT),
        /** What the model answered. */
        ANSWER(Direction.OUTPUT),
        /** What the model thought before it answered. */
        REASONING(Direction.OUTPUT),
        /** What the model wants to call a tool with, as JSON. */
        TOOL_ARGUMENTS(Direction.OUTPUT);

        private final Direction direction;

        Origin(Direction direction) {
            this.direction = direction;
        }

        /** {@return whether such text goes to the model or comes from it} */
        public Direction direction() {
            return direction;
        }
    }

    /** Whether a text goes to the model or comes from it. */
    public enum Direction {
        /** Towards the model. */
        INPUT,
        /** From the model. */
        OUTPUT
    }

    /** Shows where the text is from, not what it says. */
    @Override
    public String toString() {
        return "Segment[" + origin + (id.isEmpty() ? "" : " " + id) + ", " + text.length() + " characters]";
    }
}
