package dev.llmops.onnx.graph;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One operation of a graph.
 *
 * @param opType what it does, such as {@code MatMul}
 * @param domain whose operation it is; empty for ONNX's own
 * @param inputs the tensors it reads; an empty name where an optional one is left out
 * @param outputs the tensors it makes
 * @param message the node as it was read
 */
record GraphNode(String opType, String domain, List<String> inputs, List<String> outputs, ByteBuffer message) {
    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int OP_TYPE = 4;
    private static final int ATTRIBUTE = 5;
    private static final int DOMAIN = 7;

    private static final int ATTRIBUTE_NAME = 1;
    private static final int ATTRIBUTE_INT = 3;
    private static final int ATTRIBUTE_TYPE = 20;
    private static final int TYPE_INT = 2;

    static GraphNode read(ByteBuffer message) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        String opType = "";
        String domain = "";
        ProtoReader fields = new ProtoReader(message);
        while (fields.next()) {
            switch (fields.field()) {
                case INPUT -> inputs.add(fields.text());
                case OUTPUT -> outputs.add(fields.text());
                case OP_TYPE -> opType = fields.text();
                case DOMAIN -> domain = fields.text();
                default -> {}
            }
        }
        return new GraphNode(opType, domain, inputs, outputs, message);
    }

    /** {@return the node with an integer attribute set, whether it had it or not} */
    ProtoWriter withAttribute(String name, long value) {
        ProtoWriter node = new ProtoWriter();
        ProtoReader fields = new ProtoReader(message);
        while (fields.next()) {
            if (fields.field() != ATTRIBUTE || !attributeName(fields.bytes()).equals(name)) {
                node.raw(fields.raw());
            }
        }
        return node.message(ATTRIBUTE, intAttribute(name, value));
    }

    /** {@return the node reading {@code replacement} where it reads {@code name}} */
    ProtoWriter readingInstead(String name, String replacement) {
        ProtoWriter node = new ProtoWriter();
        ProtoReader fields = new ProtoReader(message);
        while (fields.next()) {
            if (fields.field() == INPUT && fields.text().equals(name)) {
                node.text(INPUT, replacement);
            } else {
                node.raw(fields.raw());
            }
        }
        return node;
    }

    /** {@return a new node of ONNX's own with one integer attribute} */
    static ProtoWriter of(String opType, List<String> inputs, String output, String attribute, long value) {
        ProtoWriter node = new ProtoWriter();
        inputs.forEach(input -> node.text(INPUT, input));
        return node.text(OUTPUT, output).text(OP_TYPE, opType).message(ATTRIBUTE, intAttribute(attribute, value));
    }

    /** {@return the value of an integer attribute, or {@code otherwise} if the node does not have it} */
    long attribute(String name, long otherwise) {
        ProtoReader fields = new ProtoReader(message);
        while (fields.next()) {
            if (fields.field() == ATTRIBUTE && attributeName(fields.bytes()).equals(name)) {
                ProtoReader attribute = new ProtoReader(fields.bytes());
                while (attribute.next()) {
                    if (attribute.field() == ATTRIBUTE_INT) {
                        return attribute.number();
                    }
                }
            }
        }
        return otherwise;
    }

    private static ProtoWriter intAttribute(String name, long value) {
        return new ProtoWriter()
                .text(ATTRIBUTE_NAME, name)
                .number(ATTRIBUTE_INT, value)
                .number(ATTRIBUTE_TYPE, TYPE_INT);
    }

    private static String attributeName(ByteBuffer attribute) {
        ProtoReader fields = new ProtoReader(attribute);
        while (fields.next()) {
            if (fields.field() == ATTRIBUTE_NAME) {
                return fields.text();
            }
        }
        return "";
    }
}
