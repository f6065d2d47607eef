/**
 * Models made of models. Start with {@link dev.llmops.core.model.Models}.
 */
@NullMarked
package dev.llmops.core.model;

import org.jspecify.annotations.NullMarked;
