package dev.llmops.onnx.engine;

import java.nio.ByteBuffer;

/**
 * Keys and values of the first positions of a sequence, kept for another one that begins alike.
 *
 * @param bytes layer by layer, keys before values, head by head
 * @param length how many positions
 */
record KeptPositions(ByteBuffer bytes, int length) {}
