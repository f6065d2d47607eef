@NullMarked
package dev.llmops.remote.ollama;

import org.jspecify.annotations.NullMarked;
