/**
 * Models of many makers on Amazon Bedrock, over its Converse API.
 *
 * <p>Start with {@link dev.llmops.remote.bedrock.BedrockClient}. What only Bedrock has is in
 * {@link dev.llmops.remote.bedrock.BedrockOptions}; {@link dev.llmops.remote.bedrock.AwsCredentials} signs
 * requests where there is no API key.
 * Vectors come from {@link dev.llmops.remote.bedrock.BedrockEmbeddingClient}.
 */
@NullMarked
package dev.llmops.remote.bedrock;

import org.jspecify.annotations.NullMarked;
