package dev.llmops.core.entity;

import java.util.Locale;

/** What has a form of its own: versions, identifiers such as {@code P-101}, network addresses, URLs. */
final class CodeRules {
    private static final int LONGEST_URL = 2_048;
    private static final int MOST_PARTS = 12;

    private final Tokens tokens;
    private final Matches matches;

    /** URLs are looked for from here on only, so that no stretch is read twice. */
    private int urlsFrom;

    CodeRules(Tokens tokens, Matches matches) {
        this.tokens = tokens;
        this.matches = matches;
    }

    /** Looks for a version or address that begins with the digits at {@code at}. */
    void atDigits(int at) {
        boolean inside = tokens.isJoined(at)
                && (tokens.isWord(at - 1)
                        || (tokens.is(at - 1, '.') && tokens.isJoined(at - 1) && tokens.isDigits(at - 2)));
        if (inside) {
            return;
        }
        int parts = dottedParts(at);
        if (parts == 4 && isNetworkAddress(at)) {
            matches.addCertain("IP_ADDRESS", dotted(at, 4), tokens.start(at), tokens.end(at + 6), 0.9);
        } else if (parts >= 3 && !isDateShaped(at, parts)) {
            version(at, at, parts, 0.8);
        } else if (tokens.is(at - 1, "version") || tokens.is(at - 1, "release") || tokens.is(at - 1, "v")) {
            version(at, at, parts, 0.7);
        }
    }

    /** Looks for what begins with the word at {@code at}. */
    void atWord(int at) {
        boolean inside = tokens.isJoined(at) && (tokens.isDigits(at - 1) || tokens.is(at - 1, '_'));
        if (inside) {
            return;
        }
        if (tokens.is(at, "v") && tokens.isJoined(at + 1) && tokens.isDigits(at + 1)) {
            version(at, at + 1, dottedParts(at + 1), 0.9);
        }
        if (tokens.is(at, "www") && tokens.is(at + 1, '.')) {
            url(tokens.start(at), tokens.start(at), "http://");
        }
        boolean link = tokens.isJoined(at) && (isJoiner(at - 1) || tokens.is(at - 1, '/'));
        if (tokens.isAllCapitals(at) && !link && tokens.size(at) <= 8) {
            identifier(at);
        }
    }

    /** Looks for a URL whose scheme ends with the colon at {@code at}. */
    void atColon(int at) {
        boolean marked = tokens.isJoined(at)
                && tokens.isWord(at - 1)
                && tokens.is(at + 1, '/')
                && tokens.is(at + 2, '/')
                && tokens.start(at + 2) == tokens.end(at) + 1;
        if (marked && tokens.size(at - 1) <= 10) {
            url(tokens.start(at - 1), tokens.end(at + 2), "");
        }
    }

    private int dottedParts(int at) {
        int parts = 1;
        int token = at;
        while (parts < MOST_PARTS
                && tokens.is(token + 1, '.')
                && tokens.isJoined(token + 1)
                && tokens.isJoined(token + 2)
                && tokens.isDigits(token + 2)) {
            token += 2;
            parts++;
        }
        return parts;
    }

    private boolean isDateShaped(int at, int parts) {
        return parts == 3 && tokens.size(at) <= 2 && tokens.size(at + 2) <= 2 && tokens.size(at + 4) == 4;
    }

    private String dotted(int at, int parts) {
        return tokens.text().substring(tokens.start(at), tokens.end(at + (parts - 1) * 2));
    }

    private boolean isNetworkAddress(int at) {
        for (int i = at; i <= at + 6; i += 2) {
            int value = tokens.value(i);
            if (value < 0 || value > 255 || (tokens.size(i) > 1 && tokens.is(i, '0'))) {
                return false;
            }
        }
        return !(tokens.is(at - 1, "version") || tokens.is(at - 1, "v"));
    }

    /** Adds a version with its pre-release label, as semantic versioning writes it. */
    private void version(int first, int at, int parts, double score) {
        int last = at + (parts - 1) * 2;
        boolean label = tokens.is(last + 1, '-')
                && tokens.isJoined(last + 1)
                && tokens.isJoined(last + 2)
                && tokens.isWord(last + 2);
        if (label) {
            last += 2;
            while (tokens.isJoined(last + 1) && (tokens.isDigits(last + 1) || isDotBeforeDigits(last + 1))) {
                last++;
            }
        }
        if (tokens.isJoined(last + 1) && (tokens.isWord(last + 1) || tokens.isDigits(last + 1))) {
            return;
        }
        String canonical = tokens.text().substring(tokens.start(at), tokens.end(last));
        matches.add("VERSION", canonical, tokens.start(first), tokens.end(last), score);
    }

    private boolean isDotBeforeDigits(int token) {
        return tokens.is(token, '.') && tokens.isJoined(token + 1) && tokens.isDigits(token + 1);
    }

    /** Adds capitals, digits and the marks between them, if there are digits among them. */
    private void identifier(int at) {
        int last = at;
        int digits = 0;
        boolean marked = false;
        while (last - at < MOST_PARTS) {
            boolean joiner = isJoiner(last + 1) && tokens.isJoined(last + 1) && tokens.isJoined(last + 2);
            int next = joiner ? last + 2 : last + 1;
            boolean part = tokens.isDigits(next) || (tokens.isAllCapitals(next) && tokens.size(next) <= 8);
            if (!tokens.isJoined(next) || !part) {
                break;
            }
            marked |= joiner;
            digits += tokens.isDigits(next) ? tokens.size(next) : 0;
            last = next;
        }
        boolean goesOn = tokens.isJoined(last + 1)
                && (tokens.isWord(last + 1)
                        || (isJoiner(last + 1) && tokens.isJoined(last + 2) && tokens.isWord(last + 2)));
        boolean shaped = digits > 0 && (marked || (digits > 1 && tokens.end(last) - tokens.start(at) > 2));
        if (shaped && !goesOn) {
            String canonical = tokens.text().substring(tokens.start(at), tokens.end(last));
            matches.add("IDENTIFIER", canonical, tokens.start(at), tokens.end(last), marked ? 0.7 : 0.5);
        }
    }

    private boolean isJoiner(int token) {
        return tokens.is(token, '-') || tokens.is(token, '_');
    }

    private void url(int start, int hostStart, String scheme) {
        if (start < urlsFrom) {
            return;
        }
        String text = tokens.text();
        int limit = Math.min(text.length(), start + LONGEST_URL);
        int end = hostStart;
        while (end < limit && isUrlCharacter(text.charAt(end))) {
            end++;
        }
        urlsFrom = end;
        end = withoutClosing(text, hostStart, end);
        int hostEnd = hostStart;
        while (hostEnd < end && "/?#".indexOf(text.charAt(hostEnd)) < 0) {
            hostEnd++;
        }
        boolean named = hostEnd > hostStart && Character.isLetterOrDigit(text.codePointBefore(hostEnd));
        boolean local = text.startsWith("localhost", hostStart);
        int dot = text.indexOf('.', hostStart);
        boolean dotted = dot > hostStart && dot < hostEnd - 1;
        if (named && (dotted || local || text.charAt(hostStart) == '[')) {
            String canonical =
                    scheme + text.substring(start, hostEnd).toLowerCase(Locale.ROOT) + text.substring(hostEnd, end);
            matches.addCertain("URL", canonical, start, end, 0.95);
        }
    }

    private static boolean isUrlCharacter(char c) {
        return c > ' '
                && "<>\"`{}|\\^\u00A0\u3002\uFF0C\u201C\u201D\u00BB".indexOf(c) < 0
                && !Character.isWhitespace(c);
    }

    /** Leaves out the marks of the sentence at the end, and a bracket that was opened before the URL. */
    private static int withoutClosing(String text, int start, int end) {
        int opened = 0;
        for (int i = start; i < end; i++) {
            opened += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
        }
        int at = end;
        while (at > start) {
            char last = text.charAt(at - 1);
            if (last == ')' && opened < 0) {
                opened++;
            } else if (".,;:!?'*_]".indexOf(last) < 0) {
                break;
            }
            at--;
        }
        return at;
    }
}
