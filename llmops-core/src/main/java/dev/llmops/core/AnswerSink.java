package dev.llmops.core;

import dev.llmops.api.pipeline.AnswerEvent;

/** Where the events of a streamed answer go. May block while the reader is behind. */
@FunctionalInterface
interface AnswerSink {
    /** Hands over an event. */
    void deliver(AnswerEvent event) throws InterruptedException;
}
