package dev.llmops.onnx.models;

/** Writes the attention of a layer into a graph. */
interface AttentionNodes {
    /**
     * {@return the name of what attention gives, with the width of all queries}
     *
     * @param layer the layer, whose cache is read and written
     * @param query the queries, or all three in one
     * @param key the keys; empty if they are with the queries
     * @param value the values; empty if they are with the queries
     */
    String attend(int layer, String query, String key, String value);
}
