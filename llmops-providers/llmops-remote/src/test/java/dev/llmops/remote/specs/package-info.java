/** The published descriptions of interfaces, against which requests are checked. */
@NullMarked
package dev.llmops.remote.specs;

import org.jspecify.annotations.NullMarked;
