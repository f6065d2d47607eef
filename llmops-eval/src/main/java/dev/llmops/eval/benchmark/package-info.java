/**
 * Benchmarks of models, with the requests and numbers of lm-evaluation-harness.
 *
 * <p>{@link dev.llmops.eval.benchmark.Benchmark} is the place to start: ARC, HellaSwag, TruthfulQA, GSM8K, WikiText and
 * CrowS-Pairs are built in, others are task files in YAML. The data are the user's own. Most benchmarks ask how likely
 * a model finds given texts, so they need a {@link dev.llmops.api.model.LogLikelihood}; some let a
 * {@link dev.llmops.api.model.ModelClient} write. What came is a {@link dev.llmops.eval.benchmark.BenchmarkResult}.
 */
@NullMarked
package dev.llmops.eval.benchmark;

import org.jspecify.annotations.NullMarked;
