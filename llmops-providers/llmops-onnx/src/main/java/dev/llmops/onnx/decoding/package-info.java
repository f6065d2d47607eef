/**
 * The choice of the next token: logits are changed by penalties and limits, then one token is drawn.
 */
@NullMarked
package dev.llmops.onnx.decoding;

import org.jspecify.annotations.NullMarked;
