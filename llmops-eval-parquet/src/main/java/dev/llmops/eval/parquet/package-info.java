/**
 * Reads data sets from Parquet files.
 *
 * <p>{@link dev.llmops.eval.parquet.ParquetDataset} is the whole of it. This module has no descriptor, since the jars
 * of Parquet share packages: on the class path that does not matter, on the module path they cannot be used.
 */
@NullMarked
package dev.llmops.eval.parquet;

import org.jspecify.annotations.NullMarked;
