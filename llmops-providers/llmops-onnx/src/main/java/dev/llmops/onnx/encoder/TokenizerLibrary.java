package dev.llmops.onnx.encoder;

/** Sees to it that the native tokenizer library neither downloads nor reports anything. */
final class TokenizerLibrary {
    private TokenizerLibrary() {}

    /** Sets what the library looks at when it is first used, unless it is set already. */
    static synchronized void prepare() {
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        setUnlessSet("RUST_FLAVOR", "cpu");
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getProperty(name) == null && System.getenv(name) == null) {
            System.setProperty(name, value);
        }
    }
}
