package dev.llmops.api.text;

import dev.llmops.api.CallControl;
import java.util.List;

/**
 * Finds the entities that a text names, by rules or by a model.
 *
 * <p>Safe for concurrent use.
 */
@FunctionalInterface
public interface EntityRecognizer {
    /** {@return what {@code text} names, by position} */
    List<Entity> recognize(String text, CallControl control);
}
