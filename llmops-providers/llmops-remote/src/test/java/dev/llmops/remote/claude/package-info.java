/** Tests of what Claude models have in common. */
@NullMarked
package dev.llmops.remote.claude;

import org.jspecify.annotations.NullMarked;
