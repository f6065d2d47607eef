/**
 * Pushdown automata over bytes: what every kind of grammar becomes before tokens are looked at.
 *
 * <p>{@link dev.llmops.onnx.grammar.automaton.Nodes} takes the nodes of a grammar from the last to the first,
 * {@link dev.llmops.onnx.grammar.automaton.Program} checks them and says how far each is from the end, and
 * {@link dev.llmops.onnx.grammar.automaton.StateGraph} makes the states, one at a time, as texts reach them.
 */
@NullMarked
package dev.llmops.onnx.grammar.automaton;

import org.jspecify.annotations.NullMarked;
