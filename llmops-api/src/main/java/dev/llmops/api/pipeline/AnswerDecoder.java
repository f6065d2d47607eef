package dev.llmops.api.pipeline;

/** Turns the text of a structured answer into an object; the engine supplies one with each answer. */
@FunctionalInterface
public interface AnswerDecoder {
    /**
     * {@return the object that {@code json} describes}
     *
     * @throws OutputFormatException if the text does not match the schema of {@code type}
     */
    <T> T decode(String json, Class<T> type);
}
