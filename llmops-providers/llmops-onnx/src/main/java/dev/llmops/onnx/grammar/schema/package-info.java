/**
 * JSON schemas as automata.
 *
 * <p>Start with {@link dev.llmops.onnx.grammar.schema.SchemaGrammar}. What is written always matches the schema; where a
 * keyword cannot be guaranteed, the schema is refused with the place of the keyword.
 */
@NullMarked
package dev.llmops.onnx.grammar.schema;

import org.jspecify.annotations.NullMarked;
