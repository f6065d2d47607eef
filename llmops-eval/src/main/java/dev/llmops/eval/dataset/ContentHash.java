package dev.llmops.eval.dataset;

import dev.llmops.eval.Item;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * SHA-256 of what items say, independent of the file they came from. Collects parts; not safe for concurrent use.
 *
 * <p>Every part goes in with its length, so that no two different sequences of parts are the same bytes.
 */
public final class ContentHash {
    private final MessageDigest digest;

    private ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** {@return a hash of nothing yet} */
    public static ContentHash begin() {
        return new ContentHash();
    }

    /** {@return the hash of one item, in 64 hexadecimal digits} */
    public static String of(Item item) {
        return begin().add(item).hex();
    }

    /** Adds a text; halves of surrogate pairs count too. */
    public ContentHash add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        // The encoder turns halves of surrogate pairs into "?"; then UTF-16 says more. The mark keeps both apart.
        boolean exact = text.equals(new String(utf8, StandardCharsets.UTF_8));
        byte[] bytes = exact ? utf8 : text.getBytes(StandardCharsets.UTF_16BE);
        add(exact ? bytes.length : -bytes.length);
        digest.update(bytes);
        return this;
    }

    /** Adds a number. */
    public ContentHash add(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return this;
    }

    /** Adds texts by name, in the order of the map. */
    public ContentHash add(Map<String, String> texts) {
        add(texts.size());
        texts.forEach((name, text) -> add(name).add(text));
        return this;
    }

    /** Adds everything that an item says. */
    public ContentHash add(Item item) {
        add(item.id()).add(item.input()).add(item.references().size());
        item.references().forEach(this::add);
        add(item.relevant().size());
        item.relevant().forEach((id, grade) -> add(id).add(grade));
        return add(item.fields());
    }

    /** {@return the hash in 64 hexadecimal digits; begins anew} */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** {@return the 32 bytes of the hash; begins anew} */
    byte[] bytes() {
        return digest.digest();
    }
}
