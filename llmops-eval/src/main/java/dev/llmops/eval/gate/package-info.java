/**
 * Release gates: rules that a run must fulfil, alone and against a baseline kept in git.
 *
 * <p>A {@link dev.llmops.eval.gate.Gate} holds {@linkplain dev.llmops.eval.gate.MetricRule rules for metrics} and
 * {@linkplain dev.llmops.eval.gate.Budget budgets}; {@link dev.llmops.eval.gate.Gate#check} gives a
 * {@link dev.llmops.eval.gate.GateReport} with one {@link dev.llmops.eval.gate.Check} for each thing looked at. What
 * cannot be compared is {@link dev.llmops.eval.gate.Outcome#INCOMPARABLE}, which is never a pass. A
 * {@link dev.llmops.eval.gate.Baseline} is a text file of one line per item. {@link dev.llmops.eval.gate.Markdown} and
 * {@link dev.llmops.eval.gate.JUnitXml} write reports for people and build servers.
 */
@NullMarked
package dev.llmops.eval.gate;

import org.jspecify.annotations.NullMarked;
