/**
 * What Python does with text: its classes of characters, its ways to split, fill and format, and its dates.
 *
 * <p>Positions and lengths count code points. Start with {@link dev.llmops.template.text.Characters}.
 */
@NullMarked
package dev.llmops.template.text;

import org.jspecify.annotations.NullMarked;
