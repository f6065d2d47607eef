package dev.llmops.eval.statistics;

/**
 * What a test of significance found.
 *
 * @param statistic the statistic of the test, as its description says
 * @param p the probability of a statistic at least as extreme if there were no difference; two-sided, in [0, 1]
 */
public record TestResult(double statistic, double p) {}
