package dev.llmops.api.text;

import dev.llmops.api.CallControl;
import java.util.List;

/**
 * Sorts a text into classes: toxic or not, which language, which topic.
 *
 * <p>Safe for concurrent use.
 */
@FunctionalInterface
public interface TextClassifier {
    /** {@return the classes of {@code text}, most certain first} */
    List<TextLabel> classify(String text, CallControl control);
}
