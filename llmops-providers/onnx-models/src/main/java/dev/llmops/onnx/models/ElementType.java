package dev.llmops.onnx.models;

/** What a tensor is made of, with the number that ONNX has for it. */
enum ElementType {
    FLOAT(1, 4),
    UINT8(2, 1),
    INT64(7, 8),
    FLOAT16(10, 2);

    private final int code;
    private final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** {@return the value of TensorProto.DataType} */
    int code() {
        return code;
    }

    /** {@return how many bytes an element takes} */
    int bytes() {
        return bytes;
    }
}
