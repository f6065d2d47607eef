package dev.llmops.eval.run;

import java.math.BigDecimal;

/**
 * How far a run is.
 *
 * @param done how many results there are, earlier ones of an interrupted run included
 * @param wanted how many there will be
 * @param failures how many of them have no answer because the subject failed
 * @param concurrency how many items may be asked at once now
 * @param spent what was spent so far, as far as it is known
 */
public record Progress(long done, long wanted, long failures, int concurrency, BigDecimal spent) {}
