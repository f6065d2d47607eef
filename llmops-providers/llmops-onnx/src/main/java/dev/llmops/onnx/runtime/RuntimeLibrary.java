package dev.llmops.onnx.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import dev.llmops.api.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The native library of ONNX Runtime, of which a process has one.
 *
 * <p>By itself ONNX Runtime unpacks the library anew at every start, and leaves it behind when the process is killed.
 * Here it is unpacked once, unless the system property {@value #PATH} says where it is already.
 */
final class RuntimeLibrary {
    private static final String NO_TELEMETRY = "ORT_DISABLE_TELEMETRY";
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
        warnOfTelemetry(version);
        Path directory = LibraryFiles.extract(
                "onnxruntime-" + (version == null ? "unknown" : version) + "-" + platform + (gpu ? "-gpu" : ""),
                OrtEnvironment.class,
                prefix,
                LIBRARIES.stream().map(System::mapLibraryName).toList());
        LoggerFactory.getLogger(RuntimeLibrary.class).debug("Native library of ONNX Runtime in {}", directory);
        return directory;
    }

    /**
     * Tells what follows when an application brings a later version than this library is built with.
     *
     * <p>From 1.29.0 on telemetry is on outside of Windows too, until it is switched off. While it starts, 1.29.0 ends
     * the process without a word where the command line is longer than about 4 KB, as class paths are.
     */
    private static void warnOfTelemetry(@Nullable String version) {
        boolean later = version != null && version.matches("1\\.(29|[3-9]\\d)\\..*");
        if (later && System.getenv(NO_TELEMETRY) == null) {
            LoggerFactory.getLogger(RuntimeLibrary.class)
                    .warn(
                            "ONNX Runtime {} begins with telemetry, and 1.29.0 ends the process if the command line is long."
                                    + " Set {}=1 in the environment, or take the version that llmops-bom names.",
                            version,
                            NO_TELEMETRY);
        }
    }
}
