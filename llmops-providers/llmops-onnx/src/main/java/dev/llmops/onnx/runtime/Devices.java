package dev.llmops.onnx.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.llmops.api.ConfigurationException;
import dev.llmops.onnx.ComputeOptions;

/** Chooses what computes a graph. */
final class Devices {
    private Devices() {}

    /** Adds the wanted provider to the options of a session; what it cannot do the processor does. */
    static void add(ComputeOptions compute, SessionOptions options) {
        int device = compute.device();
        try {
            switch (compute.provider()) {
                case CPU -> {}
                case CUDA -> options.addCUDA(device);
                case TENSOR_RT -> options.addTensorrt(device);
                case CORE_ML -> options.addCoreML();
                case DIRECT_ML -> options.addDirectML(device);
                case OPEN_VINO -> options.addOpenVINO(Integer.toString(device));
                case ROCM -> options.addROCM(device);
            }
        } catch (OrtException e) {
            throw new ConfigurationException(
                    "The ONNX Runtime on the class path cannot use " + compute.provider()
                            + " here. Use an artifact that has it, such as com.microsoft.onnxruntime:onnxruntime_gpu "
                            + "in place of onnxruntime, or take the CPU.",
                    e);
        }
    }
}
