/** Tests of what stands between a contract and the wire. */
@NullMarked
package dev.llmops.remote.wire;

import org.jspecify.annotations.NullMarked;
