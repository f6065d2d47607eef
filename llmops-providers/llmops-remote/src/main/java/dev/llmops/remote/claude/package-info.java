/**
 * What the Claude models have in common wherever they are served.
 *
 * <p>Start with {@link dev.llmops.remote.claude.ClaudeVersion}: newer versions take other members than older
 * ones, and their names tell which is which.
 */
@NullMarked
package dev.llmops.remote.claude;

import org.jspecify.annotations.NullMarked;
