package dev.llmops.onnx.models;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A graph while it is put together: inputs, operations, weights, outputs.
 *
 * <p>Source of the field numbers: onnx.proto of the ONNX project. Not safe for concurrent use.
 */
final class Graph {
    private static final int IR_VERSION = 10;
    private static final int OPERATIONS_VERSION = 18;

    private final ProtoWriter proto = new ProtoWriter();
    private int nodes;

    Graph(String name) {
        proto.text(2, name);
    }

    /** Adds an input; a dimension that is a number is fixed, any other name is open. */
    void input(String name, ElementType type, Object... shape) {
        proto.message(11, valueInfo(name, type, shape));
    }

    /** Adds an output of the whole graph. */
    void output(String name, ElementType type, Object... shape) {
        proto.message(12, valueInfo(name, type, shape));
    }

    /** {@return {@code output}, the result of {@code node}} */
    String add(Node node, String output) {
        addAll(node, output);
        return output;
    }

    /** Adds an operation with several results. */
    void addAll(Node node, String... outputs) {
        proto.message(1, node.proto("/" + node.type() + "_" + nodes++, outputs));
    }

    /** {@return {@code name}, a constant of integers with one dimension} */
    String longs(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return inline(name, ElementType.INT64, bytes.array(), values.length);
    }

    /** {@return {@code name}, a constant that is one integer without dimensions} */
    String scalar(String name, long value) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        return inline(name, ElementType.INT64, bytes);
    }

    /** {@return {@code name}, a constant that is one float without dimensions} */
    String scalar(String name, float value) {
        return floats(name, new float[] {value});
    }

    /** {@return {@code name}, a tensor of floats kept in the graph itself} */
    String floats(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return inline(name, ElementType.FLOAT, bytes.array(), shape);
    }

    private String inline(String name, ElementType type, byte[] bytes, long... shape) {
        proto.message(5, tensor(name, type, shape).bytes(9, bytes));
        return name;
    }

    /** {@return {@code name}, a tensor that lies in a file beside the graph} */
    String external(String name, ElementType type, WeightFile file, long offset, long... shape) {
        long length = type.bytes();
        for (long size : shape) {
            length *= size;
        }
        ProtoWriter tensor = tensor(name, type, shape)
                .message(13, entry("location", file.name()))
                .message(13, entry("offset", Long.toString(offset)))
                .message(13, entry("length", Long.toString(length)))
                .varint(14, 1);
        proto.message(5, tensor);
        return name;
    }

    private static ProtoWriter tensor(String name, ElementType type, long... shape) {
        ProtoWriter tensor = new ProtoWriter();
        for (long size : shape) {
            tensor.varint(1, size);
        }
        return tensor.varint(2, type.code()).text(8, name);
    }

    private static ProtoWriter entry(String key, String value) {
        return new ProtoWriter().text(1, key).text(2, value);
    }

    private static ProtoWriter valueInfo(String name, ElementType type, Object... shape) {
        ProtoWriter dimensions = new ProtoWriter();
        for (Object size : shape) {
            ProtoWriter dimension = new ProtoWriter();
            if (size instanceof Number number) {
                dimension.varint(1, number.longValue());
            } else {
                dimension.text(2, size.toString());
            }
            dimensions.message(1, dimension);
        }
        ProtoWriter tensor = new ProtoWriter().varint(1, type.code()).message(2, dimensions);
        return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
    }

    /** {@return the whole model, as an .onnx file holds it} */
    byte[] model() {
        return new ProtoWriter()
                .varint(1, IR_VERSION)
                .text(2, "llmops")
                .message(7, proto)
                .message(8, new ProtoWriter().text(1, "").varint(2, OPERATIONS_VERSION))
                .message(8, new ProtoWriter().text(1, Node.MICROSOFT).varint(2, 1))
                .toByteArray();
    }
}
