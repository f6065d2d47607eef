/** Tests of the chat completions format, and the contract of every client that speaks it. */
@NullMarked
package dev.llmops.remote.chat;

import org.jspecify.annotations.NullMarked;
