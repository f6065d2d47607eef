/** Questions answered from an operations handbook, without key, download or server. */
@NullMarked
package dev.llmops.samples.quickstart;

import org.jspecify.annotations.NullMarked;
