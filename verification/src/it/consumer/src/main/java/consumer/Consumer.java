package consumer;

/** An application of one class. */
public final class Consumer {
    private Consumer() {}
}
