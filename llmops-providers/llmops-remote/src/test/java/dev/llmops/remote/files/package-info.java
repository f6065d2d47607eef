/** Tests of files that travel to and from a provider. */
@NullMarked
package dev.llmops.remote.files;

import org.jspecify.annotations.NullMarked;
