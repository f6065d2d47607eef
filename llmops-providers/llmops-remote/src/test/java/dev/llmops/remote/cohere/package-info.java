@NullMarked
package dev.llmops.remote.cohere;

import org.jspecify.annotations.NullMarked;
