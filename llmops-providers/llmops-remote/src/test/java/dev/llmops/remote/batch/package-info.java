/** Tests of what the batches of several providers have in common. */
@NullMarked
package dev.llmops.remote.batch;

import org.jspecify.annotations.NullMarked;
