package dev.llmops.eval.cli;

import dev.llmops.api.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names versions of files by their content. */
final class FileHash {
    private static final int BYTES = 8;

    private FileHash() {}

    /** {@return the first digits of the SHA-256 of the file; line ends count as one} */
    static String of(Path file) {
        try {
            String text = Files.readString(file).replace("\r\n", "\n");
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (IOException e) {
            throw new ConfigurationException("Cannot read " + file + " as UTF-8: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
