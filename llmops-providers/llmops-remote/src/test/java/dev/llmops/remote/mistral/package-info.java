@NullMarked
package dev.llmops.remote.mistral;

import org.jspecify.annotations.NullMarked;
