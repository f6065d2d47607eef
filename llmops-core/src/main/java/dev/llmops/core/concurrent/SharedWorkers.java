package dev.llmops.core.concurrent;

/** Holder of the workers that all pipelines share, created with the first call. */
final class SharedWorkers {
    static final Workers INSTANCE = Workers.create(Workers.DEFAULT_LIMIT);

    private SharedWorkers() {}
}
