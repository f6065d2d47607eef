/** Tests of Converse and its signatures. */
@NullMarked
package dev.llmops.remote.bedrock;

import org.jspecify.annotations.NullMarked;
