/** Tests of the clients of OpenAI and of what speaks like it. */
@NullMarked
package dev.llmops.remote.openai;

import org.jspecify.annotations.NullMarked;
