package dev.llmops.api.pipeline;

import dev.llmops.api.text.TextFilter;
import java.util.Optional;

/**
 * Finishes an answer: attributes, polishes, renders.
 *
 * <p>Safe for concurrent use.
 */
@FunctionalInterface
public interface Postprocessor {
    /** {@return the answer to go on with} */
    Answer process(Answer answer, StageContext context);

    /**
     * {@return a filter that does to a stream what {@link #process} does to the whole text}
     *
     * <p>Only for a postprocessor that changes nothing but the text. On a stream the engine then
     * uses the filter instead.
     *
     * @implSpec the default has none: the postprocessor sees the complete answer, after its text was
     *     delivered; if it changes the text, the stream says so with {@link AnswerEvent.Revised}
     */
    default Optional<TextFilter> filter() {
        return Optional.empty();
    }

    /**
     * {@return whether nothing may be delivered before this has seen the whole answer}
     *
     * @implSpec the default is false
     */
    default boolean holdsStream() {
        return false;
    }
}
