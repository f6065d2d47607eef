/** Language models, embeddings and classifiers in the JVM. */
@NullMarked
package dev.llmops.onnx;

import org.jspecify.annotations.NullMarked;
