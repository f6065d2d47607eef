/**
 * Real traffic with providers, to replay in tests.
 *
 * <p>Start with {@link dev.llmops.remote.recordings.Recordings}. The data lie beside the repository and
 * not in it; tests that need them are skipped where they are missing.
 */
@NullMarked
package dev.llmops.remote.recordings;

import org.jspecify.annotations.NullMarked;
