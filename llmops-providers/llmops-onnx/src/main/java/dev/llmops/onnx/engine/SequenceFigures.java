package dev.llmops.onnx.engine;

/**
 * What a sequence took.
 *
 * @param promptTokens how many tokens the prompt has
 * @param reusedTokens how many of them were known from sequences before
 * @param answerTokens how many tokens were chosen, end token included
 * @param draftedTokens how many tokens were guessed ahead
 * @param acceptedTokens how many of the guesses were right
 * @param waitedNanos from the request until its first run
 * @param firstTokenNanos from the request until the first token
 * @param nanos from the request until the end
 */
public record SequenceFigures(
        int promptTokens,
        int reusedTokens,
        int answerTokens,
        int draftedTokens,
        int acceptedTokens,
        long waitedNanos,
        long firstTokenNanos,
        long nanos) {}
