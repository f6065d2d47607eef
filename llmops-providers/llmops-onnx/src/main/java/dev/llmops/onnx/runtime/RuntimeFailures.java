package dev.llmops.onnx.runtime;

import ai.onnxruntime.OrtException;
import java.util.Locale;

/** Tells what to do about a failure of ONNX Runtime. */
public final class RuntimeFailures {
    private RuntimeFailures() {}

    /** {@return what to do, as a sentence} */
    public static String remedy(OrtException failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("not a registered function/op") || text.contains("no op registered")) {
            return "It uses an operation that this ONNX Runtime does not have: take a newer one, or another export.";
        }
        if (text.contains("unsupported model ir version") || text.contains("opset")) {
            return "It was exported for a newer ONNX Runtime: take that, or another export.";
        }
        if (text.contains("could not find an implementation") || text.contains("not implemented")) {
            return "It uses an operation that this processor cannot do: take another variant.";
        }
        if (text.contains("alloc") || text.contains("out of memory")) {
            return "The memory does not suffice: take a smaller variant.";
        }
        return "Its parts do not fit together: download it again, or take another export.";
    }

    /** {@return whether a run has failed because it was told to stop} */
    public static boolean isTermination(OrtException failure) {
        return String.valueOf(failure.getMessage()).contains("terminate flag");
    }
}
