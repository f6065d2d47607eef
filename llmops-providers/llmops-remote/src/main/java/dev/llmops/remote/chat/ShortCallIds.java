package dev.llmops.remote.chat;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives ids of tool calls the form of nine letters and digits that Mistral demands.
 *
 * <p>The same id becomes the same each time, in any request, so that calls and results of a
 * conversation that comes from another provider keep together. Used by one thread.
 */
final class ShortCallIds {
    private static final int LENGTH = 9;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final Map<String, String> known = new HashMap<>();
    private final Map<String, String> taken = new HashMap<>();

    String shortened(String id) {
        return known.computeIfAbsent(id, this::make);
    }

    private String make(String id) {
        if (id.length() == LENGTH && id.chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) {
            taken.put(id, id);
            return id;
        }
        for (long salt = 0; ; salt++) {
            String candidate = hash(id, salt);
            if (taken.putIfAbsent(candidate, id) == null) {
                return candidate;
            }
        }
    }

    /** FNV-1a, 64 bits, in base 62. */
    static String hash(String id, long salt) {
        long hash = 0xcbf29ce484222325L ^ salt;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append(DIGITS.charAt((int) Long.remainderUnsigned(hash, DIGITS.length())));
            hash = Long.divideUnsigned(hash, DIGITS.length());
        }
        return text.toString();
    }
}
