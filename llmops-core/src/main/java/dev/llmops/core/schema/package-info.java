/**
 * Structured output: JSON schemas of Java types, and answers checked against them.
 *
 * <p>Start with {@link dev.llmops.core.schema.JsonSchemas}, which describes a record or bean to a
 * model. {@link dev.llmops.core.schema.StructuredFormat} finds the JSON in what the model answered
 * and says what is wrong with it; {@link dev.llmops.core.schema.JsonAnswerDecoder} makes the object.
 */
@NullMarked
package dev.llmops.core.schema;

import org.jspecify.annotations.NullMarked;
