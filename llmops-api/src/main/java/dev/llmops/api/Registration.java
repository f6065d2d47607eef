package dev.llmops.api;

/** Something registered that can be withdrawn; closing it twice does nothing. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    /** Withdraws what was registered. */
    @Override
    void close();
}
