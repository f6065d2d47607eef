/**
 * What the batches of several providers have in common.
 *
 * <p>{@link dev.llmops.remote.batch.ItemCodec} writes the requests of a batch and reads its answers in
 * the format of a model; {@link dev.llmops.remote.batch.FileBatches} is the way of providers that take
 * and give them in files.
 */
@NullMarked
package dev.llmops.remote.batch;

import org.jspecify.annotations.NullMarked;
