/** Tests of the clients of Anthropic. */
@NullMarked
package dev.llmops.remote.anthropic;

import org.jspecify.annotations.NullMarked;
