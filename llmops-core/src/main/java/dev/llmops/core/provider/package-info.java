/**
 * What pipeline files call the stages of this module. Not exported; found by
 * {@link java.util.ServiceLoader}.
 *
 * <p>Each class here is named after the stage it makes, and turns settings into calls of its builder.
 */
@NullMarked
package dev.llmops.core.provider;

import org.jspecify.annotations.NullMarked;
