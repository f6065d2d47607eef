package dev.llmops.onnx.tokens;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import dev.llmops.api.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the native tokenizer library: once, from its jar, without a network and without a word.
 *
 * <p>The library's Java part looks for a GPU flavour to download and reports its use to its makers unless system
 * properties forbid it. Where to unpack and not to download is said while it loads, and taken back then: an application
 * may use DJL itself. Not to report is asked at each opening, and so stays.
 */
final class NativeTokenizers {
    private static final String OFFLINE = "ai.djl.offline";
    private static final String NO_REPORTS = "OPT_OUT_TRACKING";
    private static final String CACHE = "ENGINE_CACHE_DIR";

    private static boolean loaded;

    private NativeTokenizers() {}

    /** Loads the library if it is not loaded; unpacks it into a directory of the user's, or a temporary one. */
    static void load() {
        load(null);
    }

    /**
     * Loads the library if it is not loaded.
     *
     * @param directory where to unpack it; null for a directory of the user's, or a temporary one
     */
    static synchronized void load(@Nullable Path directory) {
        if (loaded) {
            return;
        }
        if (isUnset(NO_REPORTS)) {
            System.setProperty(NO_REPORTS, "true");
        }
        String offline = System.setProperty(OFFLINE, "true");
        boolean ownCache = isUnset(CACHE);
        if (ownCache) {
            System.setProperty(CACHE, (directory == null ? cache() : directory).toString());
        }
        try {
            LibUtils.checkStatus();
            loaded = true;
        } catch (EngineException | LinkageError e) {
            throw new ConfigurationException(
                    "The native tokenizer library cannot be loaded. It needs Linux (glibc 2.34 or newer), macOS on Arm"
                            + " or Windows on x64, and a directory to unpack to.",
                    e);
        } finally {
            if (ownCache) {
                System.clearProperty(CACHE);
            }
            if (offline == null) {
                System.clearProperty(OFFLINE);
            } else {
                System.setProperty(OFFLINE, offline);
            }
        }
    }

    private static boolean isUnset(String name) {
        return System.getenv(name) == null && System.getProperty(name) == null;
    }

    private static Path cache() {
        String base = System.getenv("XDG_CACHE_HOME");
        Path directory = base == null || base.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".cache", "llmops")
                : Path.of(base, "llmops");
        try {
            Files.createDirectories(directory);
            if (Files.isWritable(directory)) {
                return directory;
            }
        } catch (IOException e) {
            // A home that cannot be written to, as in many containers.
        }
        return temporary();
    }

    /** A new one each time: a name that can be guessed could be filled by someone else. */
    private static Path temporary() {
        try {
            Path directory = Files.createTempDirectory("llmops-tokenizers");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory), "llmops-tokenizers-cleanup"));
            return directory;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "There is no directory to unpack the native tokenizer library to: neither the home directory nor"
                            + " the temporary one can be written to.",
                    e);
        }
    }

    /** As far as possible: some systems keep a library that is loaded. */
    private static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // The process ends: there is nobody to tell.
        }
    }
}
