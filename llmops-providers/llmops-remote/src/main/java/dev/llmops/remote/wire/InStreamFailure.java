package dev.llmops.remote.wire;

/** Carries an error that a provider told inside a stream to the one who makes a failure of it. */
public final class InStreamFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String eventName;
    private final String json;

    /**
     * Creates the carrier of an error.
     *
     * @param eventName the name of the event; may be empty
     * @param json what it carried
     */
    public InStreamFailure(String eventName, String json) {
        super("the provider told an error inside a stream", null, false, false);
        this.eventName = eventName;
        this.json = json;
    }

    /** {@return the name of the event; may be empty} */
    public String eventName() {
        return eventName;
    }

    /** {@return what the event carried} */
    public String json() {
        return json;
    }
}
