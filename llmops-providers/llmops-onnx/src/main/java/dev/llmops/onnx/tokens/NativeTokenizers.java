package dev.llmops.onnx.tokens;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import dev.llmops.api.ConfigurationException;
import dev.llmops.onnx.runtime.LibraryFiles;

/**
 * Loads the native tokenizer library: once, from its jar, without a network and without a word.
 *
 * <p>The library's Java part looks for a GPU flavour to download and reports its use to its makers unless system
 * properties forbid it. Where to unpack and not to download is said while it loads, and taken back then: an application
 * may use DJL itself. Not to report is asked at each opening, and so stays.
 */
public final class NativeTokenizers {
    private static final String OFFLINE = "ai.djl.offline";
    private static final String NO_REPORTS = "OPT_OUT_TRACKING";
    private static final String CACHE = "ENGINE_CACHE_DIR";

    private static boolean loaded;

    private NativeTokenizers() {}

    /** Loads the library if it is not loaded; unpacks it where {@link LibraryFiles} keeps libraries. */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        if (isUnset(NO_REPORTS)) {
            System.setProperty(NO_REPORTS, "true");
        }
        String offline = System.setProperty(OFFLINE, "true");
        boolean ownCache = isUnset(CACHE);
        if (ownCache) {
            System.setProperty(CACHE, LibraryFiles.directory("tokenizers").toString());
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
}
