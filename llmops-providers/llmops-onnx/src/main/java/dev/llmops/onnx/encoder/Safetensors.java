package dev.llmops.onnx.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.files.JsonFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The tensors of a small {@code .safetensors} file.
 *
 * <p>Source: the format's description in the safetensors project: a length of eight bytes, a JSON header, the values.
 * Immutable.
 */
final class Safetensors {
    private final Path file;
    private final JsonNode header;
    private final ByteBuffer values;

    private Safetensors(Path file, JsonNode header, ByteBuffer values) {
        this.file = file;
        this.header = header;
        this.values = values;
    }

    /** {@return the tensors in {@code file}} */
    static Safetensors read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelDirectoryException(
                    file, "This file is missing.", "Download it; pytorch_model.bin does not replace it.");
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            long length = bytes.remaining() < Long.BYTES ? -1 : bytes.getLong();
            if (length < 0 || length > bytes.remaining()) {
                throw damaged(file);
            }
            byte[] header = new byte[(int) length];
            bytes.get(header);
            return new Safetensors(
                    file, JsonFile.parse(file, header), bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            throw new ModelDirectoryException(file, "It cannot be read.", "Check who may read it.", e);
        }
    }

    private static ModelDirectoryException damaged(Path file) {
        return new ModelDirectoryException(file, "It is no whole safetensors file.", "Download it again.");
    }

    /** {@return whether there is a tensor of this name} */
    boolean has(String name) {
        return header.has(name);
    }

    /** {@return a tensor of {@code count} floats, whatever size they are stored in} */
    float[] floats(String name, int count) {
        JsonNode tensor = header.path(name);
        long start = tensor.path("data_offsets").path(0).asLong(-1);
        long end = tensor.path("data_offsets").path(1).asLong(-1);
        String type = tensor.path("dtype").asText();
        int bytes = switch (type) {
            case "F32" -> 4;
            case "F16", "BF16" -> 2;
            default ->
                throw new ModelDirectoryException(
                        file, "It has no tensor \"" + name + "\" of floats.", "Download it again, or save it as F32.");
        };
        if (start < 0 || end > values.limit() || end - start != (long) count * bytes) {
            throw damaged(file);
        }
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            int at = (int) start + i * bytes;
            floats[i] = switch (type) {
                case "F32" -> values.getFloat(at);
                case "F16" -> half(values.getShort(at));
                default -> Float.intBitsToFloat(values.getShort(at) << 16);
            };
        }
        return floats;
    }

    /** {@return a float of 16 bits (IEEE 754, binary16) as one of 32} */
    private static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0) {
            float small = fraction * 0x1p-24f;
            return sign == 0 ? small : -small;
        }
        int wide = exponent == 0x1F ? 0xFF : exponent + 112;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
