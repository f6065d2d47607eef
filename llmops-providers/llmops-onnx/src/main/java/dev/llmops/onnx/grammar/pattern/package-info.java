/**
 * Texts described by expressions: characters, sequences, alternatives, repetitions and rules.
 *
 * <p>{@link dev.llmops.onnx.grammar.pattern.Expr} is what is described; it comes from
 * {@link dev.llmops.onnx.grammar.pattern.Regex}, from {@link dev.llmops.onnx.grammar.pattern.GrammarText} or from code,
 * and {@link dev.llmops.onnx.grammar.pattern.Emission} turns it into nodes of an automaton.
 */
@NullMarked
package dev.llmops.onnx.grammar.pattern;

import org.jspecify.annotations.NullMarked;
