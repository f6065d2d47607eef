package dev.llmops.api;

/**
 * How far a piece of text may be believed, by where it came from.
 *
 * <p>Only text of the application itself may give instructions. What was retrieved, returned by a
 * tool or written by a model is data, whatever it says.
 */
public enum Trust {
    /** Written by the developer of the application. */
    SYSTEM(2),
    /** Written by the user of this call. */
    USER(1),
    /** Found in a document, an index or a web page. */
    RETRIEVED(0),
    /** Returned by a tool. */
    TOOL(0),
    /** Written by a model. */
    MODEL(0);

    private final int level;

    Trust(int level) {
        this.level = level;
    }

    /** {@return whether text of this trust is data that must not be obeyed} */
    public boolean isUntrusted() {
        return level == 0;
    }

    /** {@return the trust of a text joined from one of this trust and one of {@code other}: the lower one} */
    public Trust join(Trust other) {
        return other.level < level ? other : this;
    }
}
