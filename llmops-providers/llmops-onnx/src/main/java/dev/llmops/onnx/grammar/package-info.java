/**
 * Constrained decoding: a model writes only what fits a JSON schema, a regular expression, a choice or a grammar.
 *
 * <p>Start with {@link dev.llmops.onnx.grammar.Grammar}; compile it for a
 * {@link dev.llmops.onnx.grammar.TokenVocabulary} once, and {@linkplain dev.llmops.onnx.grammar.CompiledGrammar#start
 * start} a {@link dev.llmops.onnx.grammar.GrammarConstraint} for every answer. Grammars become automata over bytes
 * with a stack, whose states are made when a text first reaches them; the tokens that fit a state are found by one walk
 * over the vocabulary as a tree, and kept.
 */
@NullMarked
package dev.llmops.onnx.grammar;

import org.jspecify.annotations.NullMarked;
