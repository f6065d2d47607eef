package dev.llmops.onnx.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import dev.llmops.api.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The native library of ONNX Runtime, of which a process has one.
 *
 * <p>By itself ONNX Runtime unpacks the library anew at every start, and leaves it behind when the process is killed.
 * Here it is unpacked once, unless the system property {@value #PATH} says where it is already.
 */
final class RuntimeLibrary {
    private static final String PATH = "onnxruntime.native.path";
    private static final List<String> PLATFORMS = List.of("linux-x64", "linux-aarch64", "osx-aarch64", "win-x64");

    /** The artifact for GPUs has the last three as well. */
    private static final List<String> LIBRARIES = List.of(
            "onnxruntime",
            "onnxruntime4j_jni",
            "onnxruntime_providers_shared",
            "onnxruntime_providers_cuda",
            "onnxruntime_providers_tensorrt");

    private RuntimeLibrary() {}

    /** {@return the environment of the process} */
    static synchronized OrtEnvironment environment() {
        if (System.getProperty(PATH) == null) {
            System.setProperty(PATH, unpacked().toString());
        }
        try {
            // What goes wrong comes as an exception; the library's own log would go to standard error.
            OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            environment.setTelemetry(false);
            return environment;
        } catch (LinkageError e) {
            throw new ConfigurationException(
                    "The native library of ONNX Runtime does not load on " + LibraryFiles.platform()
                            + ". It needs glibc 2.28 or later on Linux, and the Visual C++ runtime on Windows.",
                    e);
        } catch (OrtException e) {
            throw new ConfigurationException("ONNX Runtime does not start.", e);
        }
    }

    private static Path unpacked() {
        String platform = LibraryFiles.platform();
        if (!PLATFORMS.contains(platform)) {
            throw new ConfigurationException("ONNX Runtime has no native library for " + platform
                    + ". There is one for " + String.join(", ", PLATFORMS) + ".");
        }
        String version = OrtEnvironment.class.getPackage().getImplementationVersion();
        String prefix = "/ai/onnxruntime/native/" + platform + "/";
        boolean gpu = OrtEnvironment.class.getResource(prefix + System.mapLibraryName(LIBRARIES.get(2))) != null;
        Path directory = LibraryFiles.extract(
                "onnxruntime-" + (version == null ? "1.29" : version) + "-" + platform + (gpu ? "-gpu" : ""),
                OrtEnvironment.class,
                prefix,
                LIBRARIES.stream().map(System::mapLibraryName).toList());
        LoggerFactory.getLogger(RuntimeLibrary.class).debug("Native library of ONNX Runtime in {}", directory);
        return directory;
    }
}
