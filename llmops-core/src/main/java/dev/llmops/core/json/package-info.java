/**
 * Checking JSON against a schema, for structured answers and for pipeline files. Not exported.
 *
 * <p>Start with {@link dev.llmops.core.json.SchemaCheck}.
 */
@NullMarked
package dev.llmops.core.json;

import org.jspecify.annotations.NullMarked;
