@NullMarked
package dev.llmops.remote.gemini;

import org.jspecify.annotations.NullMarked;
