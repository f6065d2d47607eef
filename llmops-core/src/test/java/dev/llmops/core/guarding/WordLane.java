package dev.llmops.core.guarding;

import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.safety.Action;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import java.util.ArrayList;
import java.util.List;

/**
 * A guard that finds words unless certain characters stand next to them: as local as its horizon
 * says, and no more.
 */
final class WordLane implements Lane {
    private final String name;
    private final List<String> words;
    private final String notBefore;
    private final String notAfter;
    private final Tier tier;
    private final Action action;
    private final int horizon;

    WordLane(String name, List<String> words, String notBefore, String notAfter, Tier tier, Action action) {
        this.name = name;
        this.words = words;
        this.notBefore = notBefore;
        this.notAfter = notAfter;
        this.tier = tier;
        this.action = action;
        // The longest word and the character behind it.
        this.horizon = words.stream().mapToInt(String::length).max().orElse(1) + 1;
    }

    private WordLane(WordLane other, int horizon) {
        this.name = other.name;
        this.words = other.words;
        this.notBefore = other.notBefore;
        this.notAfter = other.notAfter;
        this.tier = other.tier;
        this.action = other.action;
        this.horizon = horizon;
    }

    WordLane seeingWhole() {
        return new WordLane(this, SafetyGuard.WHOLE);
    }

    @Override
    public String guard() {
        return name;
    }

    @Override
    public List<Finding> inspect(Segment segment) {
        String text = segment.text();
        List<Finding> found = new ArrayList<>();
        for (String word : words) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                int end = at + word.length();
                boolean allowed = (at == 0 || notBefore.indexOf(text.charAt(at - 1)) < 0)
                        && (end == text.length() || notAfter.indexOf(text.charAt(end)) < 0);
                if (allowed) {
                    found.add(Finding.of(name + "." + word.length(), "K" + name, at, end, tier));
                }
            }
        }
        return found;
    }

    @Override
    public int settled(String text) {
        return horizon == SafetyGuard.WHOLE ? 0 : Math.max(0, text.length() - horizon + 1);
    }

    @Override
    public int horizon() {
        return horizon;
    }

    @Override
    public Action decide(Finding finding, String value) {
        return action;
    }

    @Override
    public boolean holds() {
        return action.edits() || action instanceof Action.Block || action instanceof Action.Reprompt;
    }

    @Override
    public boolean holdsWhole() {
        return Lane.super.holdsWhole() || action instanceof Action.Reprompt;
    }
}
