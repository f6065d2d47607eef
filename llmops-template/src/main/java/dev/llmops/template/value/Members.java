package dev.llmops.template.value;

import org.jspecify.annotations.Nullable;

/** A value with attributes of its own, such as {@code loop}. */
public interface Members {
    /** {@return the attribute {@code name}; null if there is none} */
    @Nullable Object member(String name);

    /** {@return the name of its type} */
    String type();
}
