/** The code of the guide, compiled and run. */
@NullMarked
package dev.llmops.verification.guide;

import org.jspecify.annotations.NullMarked;
