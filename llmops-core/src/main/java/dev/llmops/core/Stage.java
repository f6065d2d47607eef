package dev.llmops.core;

import dev.llmops.api.pipeline.StageId;

/** A stage of a pipeline with its name and options. */
record Stage<T>(StageId id, T body, StageOptions options) {}
