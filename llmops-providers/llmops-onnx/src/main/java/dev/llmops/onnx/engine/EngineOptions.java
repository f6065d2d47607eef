package dev.llmops.onnx.engine;

/**
 * How an engine shares its time and memory between sequences.
 *
 * @param maxSequences how many sequences are in work at once
 * @param maxWaiting how many may wait for a place
 * @param chunk how many tokens of a prompt are read between two steps of the other sequences
 * @param contextLength how many tokens a sequence may have
 * @param cacheBytes how much memory keys and values of sequences in work may take
 * @param prefixBytes how much memory those of earlier sequences may take; 0 keeps none
 * @param draftTokens how many tokens are guessed ahead at most when one sequence is alone; 0 never guesses
 */
public record EngineOptions(
        int maxSequences,
        int maxWaiting,
        int chunk,
        int contextLength,
        long cacheBytes,
        long prefixBytes,
        int draftTokens) {}
