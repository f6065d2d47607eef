/** Runs recorded cases and mutated templates. Start with {@link dev.llmops.template.conformance.TemplateConformance}. */
@NullMarked
package dev.llmops.template.conformance;

import org.jspecify.annotations.NullMarked;
