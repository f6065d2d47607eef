package dev.llmops.benchmarks.local;

import java.io.IOException;

/** A library with a decoder that it has loaded into this process. Not safe for concurrent use. */
interface LocalPeer extends AutoCloseable {
    /** {@return what the library is called} */
    String name();

    /** Reads a prompt and writes {@code tokens} tokens while nothing else runs; {@return how fast} */
    DecoderRates.Rates alone(int prompt, int tokens);

    @Override
    void close();

    /** Loads a decoder. */
    @FunctionalInterface
    interface Opener {
        /**
         * {@return the decoder of this shape}
         *
         * @throws LinkageError if native code of the library does not load here
         */
        LocalPeer open(SpeedModel model, int threads) throws IOException;
    }
}
