package dev.llmops.template.text;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The little of HTML and URLs that filters need. */
public final class Html {
    private static final Pattern ENTITY = Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\\w{2,8});");
    private static final Map<String, String> NAMED = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0", "copy", "\u00a9", "hellip",
            "\u2026", "mdash", "\u2014", "ndash", "\u2013");
    private static final String URL_SAFE = "_.-~";

    private Html() {}

    /** {@return {@code text} with the characters replaced that mean something in HTML} */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    /** {@return {@code text} without tags and comments, white space reduced, entities resolved} */
    public static String withoutTags(String text) {
        String bare = without(without(text, "<!--", "-->"), "<", ">");
        StringBuilder reduced = new StringBuilder();
        for (Object word : Splitting.bySpace(bare, -1)) {
            reduced.append(reduced.isEmpty() ? "" : " ").append(word);
        }
        return ENTITY.matcher(reduced).replaceAll(match -> Matcher.quoteReplacement(resolved(match.group(1))));
    }

    /**
     * {@return {@code text} without what stands between each {@code open} and the next {@code close}}
     *
     * <p>Looked for by hand: an expression would look for the end again from every beginning that has none.
     */
    private static String without(String text, String open, String close) {
        StringBuilder rest = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(open); at >= 0; at = text.indexOf(open, from)) {
            int end = text.indexOf(close, at + open.length());
            if (end < 0) {
                break;
            }
            rest.append(text, from, at);
            from = end + close.length();
        }
        return from == 0 ? text : rest.append(text, from, text.length()).toString();
    }

    private static String resolved(String entity) {
        if (!entity.startsWith("#")) {
            return NAMED.getOrDefault(entity, "&" + entity + ";");
        }
        boolean hex = entity.charAt(1) == 'x' || entity.charAt(1) == 'X';
        int point = hex ? Integer.parseInt(entity.substring(2), 16) : Integer.parseInt(entity.substring(1));
        return Character.isValidCodePoint(point) && point != 0 ? Character.toString(point) : "\ufffd";
    }

    /** {@return {@code text} in a form that may stand in a URL; {@code safe} characters stay as they are} */
    public static String urlEncode(String text, String safe) {
        StringBuilder out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean letter = c < 0x80 && Character.isLetterOrDigit(c);
            if (letter || URL_SAFE.indexOf(c) >= 0 || safe.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
                out.append(Character.toUpperCase(Character.forDigit(c & 0xf, 16)));
            }
        }
        return out.toString();
    }
}
