package dev.llmops.lucene;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The first half of a SHA-256, in hexadecimal: short, and still out of reach of chance. */
final class ContentHash {
    private static final int BYTES = 16;

    private final MessageDigest digest;

    ContentHash() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }

    /** {@return the hash of {@code text} in UTF-8} */
    static String of(String text) {
        ContentHash hash = new ContentHash();
        hash.digest.update(text.getBytes(StandardCharsets.UTF_8));
        return hash.value();
    }

    /** Adds a text, kept apart from the one before. */
    ContentHash add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        digest.update(bytes);
        return this;
    }

    /** {@return the hash of what was added} */
    String value() {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
