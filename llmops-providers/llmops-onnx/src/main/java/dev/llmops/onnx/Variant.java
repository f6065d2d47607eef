package dev.llmops.onnx;

import java.util.List;

/**
 * The form in which the weights of a model are stored.
 *
 * <p>A directory mostly holds several, told apart by the ends of their file names, such as {@code model_q4.onnx}.
 */
public enum Variant {
    /** 4 bits a weight in blocks: the smallest, and the fastest on a CPU. */
    Q4("_q4"),
    /** 8 bits, activations too: fastest for long requests with short answers; results depend a little on the batch. */
    INT8("_int8"),
    /** 8 bits as the exporter of transformers.js writes them by default. */
    QUANTIZED("_quantized"),
    /** 8 bits without sign. */
    UINT8("_uint8"),
    /** 4 bits a weight, activations of 16 bits: meant for GPUs, slow on a CPU. */
    Q4F16("_q4f16"),
    /** 16 bits: meant for GPUs. */
    FP16("_fp16"),
    /** 32 bits: exact and large. */
    FP32(""),
    /** 4 bits as bitsandbytes stores them. */
    BNB4("_bnb4");

    private static final List<Variant> PREFERENCE = List.of(Q4, INT8, QUANTIZED, UINT8, FP16, FP32, Q4F16, BNB4);

    private final String suffix;

    Variant(String suffix) {
        this.suffix = suffix;
    }

    /** {@return what the names of its files end with, before {@code .onnx}; empty for {@link #FP32}} */
    public String suffix() {
        return suffix;
    }

    /** {@return all variants, the one to take first if a CPU is to run it first} */
    public static List<Variant> preference() {
        return PREFERENCE;
    }
}
