@NullMarked
package dev.llmops.remote.rerank;

import org.jspecify.annotations.NullMarked;
