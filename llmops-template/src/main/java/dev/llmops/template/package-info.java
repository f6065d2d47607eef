/** Prompt and chat templates in the Jinja language, with the meaning Python gives it. */
@NullMarked
package dev.llmops.template;

import org.jspecify.annotations.NullMarked;
