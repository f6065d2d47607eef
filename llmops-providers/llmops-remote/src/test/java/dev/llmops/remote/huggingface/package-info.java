@NullMarked
package dev.llmops.remote.huggingface;

import org.jspecify.annotations.NullMarked;
