/** Tests of the stages that pipeline files can name. */
@NullMarked
package dev.llmops.remote.provider;

import org.jspecify.annotations.NullMarked;
