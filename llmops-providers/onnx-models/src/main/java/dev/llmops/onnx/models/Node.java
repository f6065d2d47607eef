package dev.llmops.onnx.models;

/**
 * One operation of a graph, while it is put together.
 *
 * <p>Source of the field numbers: onnx.proto of the ONNX project, NodeProto and AttributeProto. Not safe for
 * concurrent use.
 */
final class Node {
    /** The domain of the operations that ONNX Runtime adds to the standard. */
    static final String MICROSOFT = "com.microsoft";

    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int NAME = 3;
    private static final int TYPE = 4;
    private static final int ATTRIBUTE = 5;
    private static final int DOMAIN = 7;

    private final ProtoWriter proto = new ProtoWriter();
    private final String type;

    private Node(String type, String[] inputs) {
        this.type = type;
        for (String input : inputs) {
            proto.text(INPUT, input);
        }
        proto.text(TYPE, type);
    }

    /** {@return an operation on {@code inputs}, where an empty name stands for an input that is left out} */
    static Node of(String type, String... inputs) {
        return new Node(type, inputs);
    }

    /** {@return an operation that ONNX Runtime adds to the standard} */
    static Node microsoft(String type, String... inputs) {
        Node node = new Node(type, inputs);
        node.proto.text(DOMAIN, MICROSOFT);
        return node;
    }

    /** {@return what the operation is called} */
    String type() {
        return type;
    }

    /** Sets an attribute that is an integer. */
    Node with(String name, long value) {
        proto.message(ATTRIBUTE, attribute(name, 2).varint(3, value));
        return this;
    }

    /** Sets an attribute that is a float. */
    Node with(String name, float value) {
        proto.message(ATTRIBUTE, attribute(name, 1).fixed32(2, value));
        return this;
    }

    /** Sets an attribute that is a list of integers. */
    Node with(String name, long[] values) {
        ProtoWriter attribute = attribute(name, 7);
        for (long value : values) {
            attribute.varint(8, value);
        }
        proto.message(ATTRIBUTE, attribute);
        return this;
    }

    private static ProtoWriter attribute(String name, int type) {
        return new ProtoWriter().text(1, name).varint(20, type);
    }

    /** {@return the operation as a message, with its outputs; an empty name stands for one that nobody wants} */
    ProtoWriter proto(String name, String... outputs) {
        proto.text(NAME, name);
        for (String output : outputs) {
            proto.text(OUTPUT, output);
        }
        return proto;
    }
}
