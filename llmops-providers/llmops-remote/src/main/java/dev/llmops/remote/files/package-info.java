/**
 * Files that travel to and from a provider, and are never held in memory.
 *
 * <p>Start with {@link dev.llmops.remote.files.RemoteFiles}. A {@link dev.llmops.remote.files.SpoolFile}
 * is what is put together here before it goes out.
 */
@NullMarked
package dev.llmops.remote.files;

import org.jspecify.annotations.NullMarked;
