package dev.llmops.onnx.graph;

import java.nio.ByteBuffer;

/**
 * Where the weights of a tensor lie, when they lie in a file of their own.
 *
 * @param location the file, relative to that of the model
 * @param end how long the file must be at least, in bytes
 */
public record ExternalData(String location, long end) {
    private static final int KEY = 1;
    private static final int VALUE = 2;

    /** Collects the entries of one tensor. */
    static final class Entries {
        private String location = "";
        private long offset;
        private long length;

        void add(ByteBuffer entry) {
            String key = "";
            String value = "";
            ProtoReader fields = new ProtoReader(entry);
            while (fields.next()) {
                if (fields.field() == KEY) {
                    key = fields.text();
                } else if (fields.field() == VALUE) {
                    value = fields.text();
                }
            }
            switch (key) {
                case "location" -> location = value;
                case "offset" -> offset = parse(value);
                case "length" -> length = parse(value);
                default -> {}
            }
        }

        boolean isEmpty() {
            return location.isEmpty();
        }

        ExternalData data() {
            return new ExternalData(location, offset + length);
        }

        private static long parse(String value) {
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw new DamagedGraphException("the place of a weight is no number");
            }
        }
    }
}
