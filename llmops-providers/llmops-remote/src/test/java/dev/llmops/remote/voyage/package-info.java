@NullMarked
package dev.llmops.remote.voyage;

import org.jspecify.annotations.NullMarked;
