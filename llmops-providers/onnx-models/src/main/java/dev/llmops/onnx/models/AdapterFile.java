package dev.llmops.onnx.models;

import dev.llmops.onnx.models.LoraAdapter.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tensors in the format in which ONNX Runtime reads adapters.
 *
 * <p>Source: adapter_format.fbs of ONNX Runtime (a table of versions and parameters; a parameter is a table of name,
 * dimensions, type and values), and "FlatBuffers internals" for the bytes. Used once.
 */
final class AdapterFile {
    private static final short TABLE_LAYOUT = 12;
    private static final short TABLE_SIZE = 20;
    private static final int FLOAT = 1;

    private final Map<String, Tensor> tensors;
    private final ByteBuffer out;

    AdapterFile(Map<String, Tensor> tensors) {
        this.tensors = tensors;
        int size = 128;
        for (Map.Entry<String, Tensor> each : tensors.entrySet()) {
            size += 128 + each.getKey().length() + Float.BYTES * each.getValue().values().length;
        }
        this.out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** {@return the file} */
    byte[] bytes() {
        int root = out.position();
        out.putInt(0).put("TORT".getBytes(StandardCharsets.US_ASCII));
        int layout = layout();
        out.putInt(root, out.position() - root);
        int parameters = table(layout);
        out.putInt(1).putInt(1).putInt(1).putInt(0);
        reference(parameters + 16);
        out.putInt(tensors.size());
        int list = out.position();
        out.position(list + Integer.BYTES * tensors.size());
        List<Tensor> values = new ArrayList<>(tensors.values());
        List<String> names = new ArrayList<>(tensors.keySet());
        for (int i = 0; i < values.size(); i++) {
            reference(list + Integer.BYTES * i);
            parameter(layout, names.get(i), values.get(i));
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /** Both kinds of table have four fields of four bytes, so that one layout serves both. */
    private int layout() {
        int at = out.position();
        out.putShort(TABLE_LAYOUT).putShort(TABLE_SIZE);
        for (int field = 4; field < TABLE_SIZE; field += 4) {
            out.putShort((short) field);
        }
        return at;
    }

    private int table(int layout) {
        int at = out.position();
        out.putInt(at - layout);
        return at;
    }

    private void parameter(int layout, String name, Tensor tensor) {
        int table = table(layout);
        out.putInt(0).putInt(0).putInt(FLOAT).putInt(0);
        reference(table + 4);
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        out.putInt(text.length).put(text).put((byte) 0);
        alignBehindLength();
        reference(table + 8);
        out.putInt(2).putLong(tensor.rows()).putLong(tensor.columns());
        alignBehindLength();
        reference(table + 16);
        out.putInt(Float.BYTES * tensor.values().length);
        for (float value : tensor.values()) {
            out.putFloat(value);
        }
    }

    /** Moves on to where a list may begin whose length takes four bytes and whose values lie on eight. */
    private void alignBehindLength() {
        while (out.position() % 8 != 4) {
            out.put((byte) 0);
        }
    }

    /** Lets the field at {@code field} refer to what comes next. */
    private void reference(int field) {
        out.putInt(field, out.position() - field);
    }
}
