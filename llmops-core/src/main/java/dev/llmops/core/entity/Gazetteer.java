package dev.llmops.core.entity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names that are known, kept as a tree of their tokens; the longest one wins.
 *
 * <p>Safe for concurrent use once nothing is added any more.
 */
final class Gazetteer {
    /** The most tokens of a name that are compared. */
    private static final int MOST_TOKENS = 12;

    private final Node root = new Node();

    /**
     * A name.
     *
     * @param written its tokens as they are written, or nothing if case does not matter
     * @param certain whether it wins over what rules find
     */
    private record Name(List<String> written, String type, String canonical, double score, boolean certain) {}

    private static final class Node {
        final Map<String, Node> next = new HashMap<>();
        final List<Name> names = new ArrayList<>();
    }

    /** Adds a name that is found only as it is written, where no rule finds something longer. */
    void add(String name, String type, String canonical, double score) {
        put(name, type, canonical, score, true, false);
    }

    /** Adds a name that wins over what rules find; one of several small letters is found in any case. */
    void addCertain(String name, String type, String canonical) {
        boolean exact = name.length() <= 3 || name.equals(name.toUpperCase(Locale.ROOT));
        put(name, type, canonical, 1.0, exact, true);
    }

    private void put(String name, String type, String canonical, double score, boolean exact, boolean certain) {
        Tokens tokens = new Tokens(name);
        Node node = root;
        List<String> written = new ArrayList<>();
        for (int i = 0; i < Math.min(tokens.count(), MOST_TOKENS); i++) {
            node = node.next.computeIfAbsent(key(tokens, i), key -> new Node());
            written.add(tokens.word(i));
        }
        if (node != root) {
            node.names.add(new Name(exact ? List.copyOf(written) : List.of(), type, canonical, score, certain));
        }
    }

    /** Adds the longest known name that begins with the token at {@code at}. */
    void find(Tokens tokens, int at, Matches matches) {
        Name longest = null;
        int last = at;
        Node node = root.next.get(key(tokens, at));
        for (int token = at; node != null; token++) {
            Name name = endsBetweenWords(tokens, at, token) ? nameAt(node, tokens, at) : null;
            longest = name == null ? longest : name;
            last = name == null ? last : token;
            node = tokens.isInLine(token + 1) ? node.next.get(key(tokens, token + 1)) : null;
        }
        if (longest != null && (longest.certain || !isOrdinaryWord(tokens, at, last))) {
            Match match = new Match(
                    longest.type,
                    longest.canonical,
                    tokens.start(at),
                    tokens.end(last),
                    longest.score,
                    longest.certain);
            matches.add(match);
        }
    }

    /** {@return whether a sentence begins with a word that has a capital only for that reason} */
    private static boolean isOrdinaryWord(Tokens tokens, int first, int last) {
        return first == last
                && tokens.beginsSentence(first)
                && (tokens.is(first, "polish") || tokens.is(first, "turkey"));
    }

    private static @Nullable Name nameAt(Node node, Tokens tokens, int at) {
        for (Name name : node.names) {
            if (isWritten(name, tokens, at)) {
                return name;
            }
        }
        return null;
    }

    private static boolean isWritten(Name name, Tokens tokens, int at) {
        for (int i = 0; i < name.written.size(); i++) {
            if (!tokens.word(at + i).equals(name.written.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String key(Tokens tokens, int token) {
        return tokens.isWord(token) ? tokens.lower(token) : tokens.word(token);
    }

    /** {@return whether the tokens are not a part of a longer word or number} */
    private static boolean endsBetweenWords(Tokens tokens, int first, int last) {
        boolean before = tokens.isJoined(first) && isLetters(tokens, first) && isLetters(tokens, first - 1);
        boolean after = tokens.isJoined(last + 1) && isLetters(tokens, last) && isLetters(tokens, last + 1);
        return !before && !after;
    }

    private static boolean isLetters(Tokens tokens, int token) {
        return tokens.isWord(token) || tokens.isDigits(token) || tokens.is(token, '_');
    }
}
