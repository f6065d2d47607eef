/**
 * What was said before: conversations, the part of them that a call sees, and where they are kept.
 *
 * <p>Start with {@link dev.llmops.core.memory.ConversationMemory}. It recalls a window of the newest
 * turns, measured in turns, in tokens or in both, and keeps every turn in a
 * {@link dev.llmops.core.memory.ConversationStore}: in memory, in files
 * ({@link dev.llmops.core.memory.FileConversationStore}), or in a store of your own.
 */
@NullMarked
package dev.llmops.core.memory;

import org.jspecify.annotations.NullMarked;
