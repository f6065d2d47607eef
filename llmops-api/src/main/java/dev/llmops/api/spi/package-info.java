/**
 * How stages are found by name. Start with {@link dev.llmops.api.spi.StageProvider} to publish a
 * stage of your own, in a jar of your own.
 */
@NullMarked
package dev.llmops.api.spi;

import org.jspecify.annotations.NullMarked;
