package dev.llmops.remote.embedding;

import dev.llmops.api.model.Usage;
import java.util.List;

/**
 * What one answer holds, not yet checked against what was asked.
 *
 * @param vectors the vectors, in the order of the texts
 * @param model the model that made them, as the provider names it; may be empty
 * @param usage what the request used
 */
public record Embedded(List<float[]> vectors, String model, Usage usage) {}
