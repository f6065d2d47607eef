/** Reads data sets from Parquet files. */
@NullMarked
package dev.llmops.eval.parquet;

import org.jspecify.annotations.NullMarked;
