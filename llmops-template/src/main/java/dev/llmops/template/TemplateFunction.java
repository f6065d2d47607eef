package dev.llmops.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function that templates can call, as a global function, a variable, a filter or a test.
 *
 * <p>A filter or test gets its subject as the first argument. Arguments and the result are Java's objects: texts, {@code Long},
 * {@code BigInteger}, {@code Double}, booleans, lists, maps and null. What it throws ends the rendering. A template may be
 * rendered by several threads at once, so it must be safe for concurrent use.
 */
@FunctionalInterface
public interface TemplateFunction {
    /** {@return what the function gives} */
    @Nullable Object apply(List<@Nullable Object> arguments, Map<String, @Nullable Object> named);
}
