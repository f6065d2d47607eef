/** Tests of what all clients share. */
@NullMarked
package dev.llmops.remote;

import org.jspecify.annotations.NullMarked;
