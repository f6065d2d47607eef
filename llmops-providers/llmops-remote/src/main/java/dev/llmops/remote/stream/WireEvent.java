package dev.llmops.remote.stream;

/**
 * One event of a streamed answer.
 *
 * @param kind whether it is an event or tells of a failure, as far as the framing says
 * @param name the name the framing gives it; empty if it gives none
 * @param data what it carries, mostly JSON text
 */
public record WireEvent(Kind kind, String name, String data) {
    /** {@return an ordinary event} */
    public static WireEvent of(String name, String data) {
        return new WireEvent(Kind.EVENT, name, data);
    }

    /** Shows name and length only. */
    @Override
    public String toString() {
        return "WireEvent[" + kind + " " + name + ", " + data.length() + " characters]";
    }

    /** What the framing says of an event. */
    public enum Kind {
        /** Part of the answer. */
        EVENT,
        /** The framing itself marks it as an exception or error. */
        FAILURE
    }
}
