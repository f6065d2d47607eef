@NullMarked
package dev.llmops.remote.embedding;

import org.jspecify.annotations.NullMarked;
