/**
 * What all rerankers of remote providers share; not exported.
 *
 * <p>Start with {@link dev.llmops.remote.rerank.RerankEndpoint}, which sends texts in parts and puts the
 * judged ones in order. A provider adds a {@link dev.llmops.remote.rerank.RerankProtocol} and a class
 * with its settings around both.
 */
@NullMarked
package dev.llmops.remote.rerank;

import org.jspecify.annotations.NullMarked;
