package dev.llmops.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Texts on which careless code fails: what users paste, and what attackers and broken converters send. */
final class HostileTexts {
    private static final int LARGE = 1 << 20;

    private HostileTexts() {}

    /** {@return every sample, by a name that says what is special about it; none is blank} */
    static Map<String, String> all() {
        Map<String, String> texts = new TreeMap<>(wellFormed());
        texts.put("lone high surrogate", "a \ud83d b");
        texts.put("lone low surrogate", "a \ude00 b");
        texts.put("surrogates the wrong way round", "\ude00\ud83d x");
        texts.put("ends with a high surrogate", "text \ud83d");
        texts.put("begins with a low surrogate", "\ude00 text");
        texts.put("nothing but a lone surrogate", "\udbff");
        texts.put("non-characters", "a\uffff\ufffe\ufdd0b");
        texts.put("large", "All work and no play makes Jack a dull boy. ".repeat(LARGE / 44));
        texts.put("one large word", "x".repeat(LARGE));
        texts.put("many brackets", "[({<".repeat(4000) + "a");
        texts.put("many line breaks", "a" + "\r\n".repeat(20_000) + "b");
        return texts;
    }

    /** {@return the samples that are well-formed Unicode and of moderate size, by name} */
    static Map<String, String> wellFormed() {
        Map<String, String> texts = new TreeMap<>();
        texts.put("plain", "The quick brown fox jumps over 13 lazy dogs.");
        texts.put("one character", "x");
        texts.put("null characters", "a\0b\0\0c");
        texts.put("control characters", "a\u0001\u0007\u0008\u000b\u001b[31mred\u007f\u0085b");
        texts.put("all kinds of space", "a\u00a0b\u2003c\u3000d\u202fe\u205f\u2028f\u2029g\t h");
        texts.put("zero width", "pass\u200bword p\u200ca\u200ds\u2060s \ufeffbom");
        texts.put("soft hyphens", "un\u00adbe\u00adliev\u00adable");
        texts.put("bidirectional overrides", "access \u202egnp.exe\u202c \u2066left\u2069 \u061c");
        texts.put("right to left", "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd 123");
        texts.put(
                "emoji",
                "\ud83d\ude00\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\udde9\ud83c\uddea \u2764\ufe0f 1\ufe0f\u20e3");
        texts.put("combining marks", "e\u0301 \u1eb9\u0302\u0301 Z" + "\u0300\u0316\u0334".repeat(60) + "!");
        texts.put("composed and decomposed", "\u00e9 e\u0301 \u212b \u00c5 A\u030a \ufb01 \u1e9e \u0130 \u0131");
        texts.put("look-alikes", "\u0440\u0430\u0443\u0440\u0430l \uff46\uff55\uff4c\uff4c \ud835\udc00\ud835\udc01");
        texts.put("tag characters", "hidden\udb40\udc41\udb40\udc42\udb40\udc7f.");
        texts.put(
                "East Asian",
                "\u65e5\u672c\u8a9e\u306e\u6587\u3002\u4e2d\u6587\uff0c\ud55c\uad6d\uc5b4 \uff71\uff72\uff73");
        texts.put(
                "no spaces",
                "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22\u0e44\u0e21\u0e48\u0e21\u0e35\u0e0a\u0e48\u0e2d\u0e07\u0e27\u0e48\u0e32\u0e07");
        texts.put("mojibake", "caf\u00c3\u00a9 \u00e2\u20ac\u0153quoted\u00e2\u20ac\u009d \ufffd\ufffd");
        texts.put("mark-up", "<b>bold</b> <script>alert(1)</script> &amp; &#x41; <!-- -->");
        texts.put("Markdown", "# Title\n\n```java\nint x;\n```\n| a | b |\n|---|---|\n[x](javascript:1) ![](y)");
        texts.put("JSON", "{\"a\": [1, 2, {\"b\": \"c\\u0000\\\"\"}], \"d\": null");
        texts.put("format characters", "%s %n %d $1 \\1 \\Q \\E ${x} {0} {{y}} #{z} [1] [KIND]");
        texts.put("only punctuation", "?!... --- ;;; '\"`");
        texts.put("only digits", "0123456789".repeat(20));
        texts.put("numbers", "1,234.56 1.234,56 1e309 -0 \u0663\u0664 \u00bd \u2167 4111 1111 1111 1111");
        texts.put("addresses", "a@b.co https://x.example/?q=%00#f 10.0.0.1 ::1 +49 30 1234567 DE89370400440532013000");
        texts.put("line ends", "one\ntwo\r\nthree\rfour\u2028five\n\n\n");
        texts.put("leading and trailing space", " \n\t text \t\n ");
        texts.put("many short lines", "- a\n".repeat(500));
        texts.put("repeated", "ab".repeat(3000));
        return texts;
    }

    /** {@return a text of random pieces, of {@code fragments} above all, with a length in the hundreds} */
    static String random(RandomGenerator random, List<String> fragments) {
        return random(random, fragments, 1 + random.nextInt(400));
    }

    /** {@return a text of random pieces, of {@code fragments} above all, of at least {@code length} characters} */
    static String random(RandomGenerator random, List<String> fragments, int length) {
        List<String> filler = new ArrayList<>(wellFormed().values());
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(piece(random, fragments, filler));
        }
        return text.toString();
    }

    private static String piece(RandomGenerator random, List<String> fragments, List<String> filler) {
        int choice = random.nextInt(12);
        if (!fragments.isEmpty() && choice < 6) {
            return fragments.get(random.nextInt(fragments.size()));
        }
        if (!fragments.isEmpty() && choice < 8) {
            return part(random, fragments.get(random.nextInt(fragments.size())), 200);
        }
        if (choice < 9) {
            return part(random, filler.get(random.nextInt(filler.size())), 60);
        }
        return switch (choice) {
            case 9 -> " ";
            case 10 -> String.valueOf((char) random.nextInt(0x10000));
            default -> ". ";
        };
    }

    /** {@return a stretch of {@code text}, cut anywhere} */
    private static String part(RandomGenerator random, String text, int longest) {
        int start = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), start + random.nextInt(longest + 1));
        return text.substring(start, end);
    }

    /** {@return {@code text} cut into random pieces, some of them empty; joined they are the text} */
    static List<String> cut(RandomGenerator random, String text) {
        List<String> pieces = new ArrayList<>();
        boolean small = random.nextBoolean();
        int longest = small ? Math.max(4, text.length() / 2000) : 1 + random.nextInt(Math.max(1, text.length()));
        for (int start = 0; start < text.length(); ) {
            int end = Math.min(text.length(), start + random.nextInt(longest + 1));
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }

    /** Fails unless both texts are equal, and shows where they differ without showing a megabyte. */
    static void assertEqual(String actual, String expected, String what) {
        if (actual.equals(expected)) {
            return;
        }
        int at = 0;
        while (at < Math.min(actual.length(), expected.length()) && actual.charAt(at) == expected.charAt(at)) {
            at++;
        }
        throw new AssertionError(what + ": expected " + expected.length() + " characters, was " + actual.length()
                + ". From position " + at + " on expected \"" + around(expected, at) + "\", was \"" + around(actual, at)
                + "\".");
    }

    /** {@return the next characters, printable: anything else as in Java source} */
    private static String around(String text, int at) {
        StringBuilder shown = new StringBuilder();
        text.substring(at, Math.min(text.length(), at + 40)).chars().forEach(c -> {
            if (c >= ' ' && c < 127) {
                shown.append((char) c);
            } else {
                shown.append(String.format("\\u%04x", c));
            }
        });
        return shown.toString();
    }
}
