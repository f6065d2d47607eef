package dev.llmops.benchmarks.local;

import java.io.IOException;

/** {@link LocalPeers} with Jlama as well. */
public final class LocalPeersWithJlama {
    private LocalPeersWithJlama() {}

    /** Measures; with {@code quick} a small model. */
    public static void main(String[] args) throws IOException {
        LocalPeers.compare(args, LlamaPeer::open, JlamaPeer::open);
    }
}
