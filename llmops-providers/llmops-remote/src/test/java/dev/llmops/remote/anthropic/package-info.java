/** Tests of Claude over the messages API. */
@NullMarked
package dev.llmops.remote.anthropic;

import org.jspecify.annotations.NullMarked;
