package dev.llmops.core.entity;

import dev.llmops.api.text.Entity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The matches of all rules in one text, and those of them that do not overlap a stronger one. */
final class Matches {
    private final List<Match> matches = new ArrayList<>();

    void add(Match match) {
        matches.add(match);
    }

    void add(String type, String canonical, int start, int end, double score) {
        matches.add(new Match(type, canonical, start, end, score, false));
    }

    void addCertain(String type, String canonical, int start, int end, double score) {
        matches.add(new Match(type, canonical, start, end, score, true));
    }

    /** {@return the longest match that begins at {@code start}} */
    @Nullable Match longestFrom(int start) {
        return matches.stream()
                .filter(match -> match.start() == start)
                .max(Comparator.comparingInt(Match::length))
                .orElse(null);
    }

    /** {@return the strongest matches, by position} */
    List<Entity> strongest(String text) {
        matches.sort(Match.STRONGEST_FIRST);
        boolean[] taken = new boolean[text.length()];
        List<Match> strongest = new ArrayList<>();
        for (Match match : matches) {
            if (isFree(taken, match)) {
                Arrays.fill(taken, match.start(), match.end(), true);
                strongest.add(match);
            }
        }
        strongest.sort(Comparator.comparingInt(Match::start));
        return strongest.stream().map(match -> match.in(text)).toList();
    }

    private static boolean isFree(boolean[] taken, Match match) {
        for (int i = match.start(); i < match.end(); i++) {
            if (taken[i]) {
                return false;
            }
        }
        return true;
    }
}
