package dev.llmops.onnx.tokens;

/**
 * A token that is found in a text before the tokenizer's model sees it.
 *
 * @param id its id
 * @param content its text
 * @param special whether a plain decode leaves it out
 * @param normalized whether it is looked for in the normalised text
 */
record AddedToken(int id, String content, boolean special, boolean normalized) {
    /** {@return whether this is a sign for the model rather than text, such as {@code <|im_end|>} or {@code [INST]}} */
    boolean isMarker() {
        if (special) {
            return !content.isEmpty();
        }
        return content.length() > 2
                && (content.startsWith("<") && content.endsWith(">")
                        || content.startsWith("[") && content.endsWith("]")
                        || content.startsWith("<|")
                        || content.endsWith("|>"));
    }
}
