@NullMarked
package dev.llmops.remote.openai;

import org.jspecify.annotations.NullMarked;
