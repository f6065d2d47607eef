package dev.llmops.remote.claude;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a Claude model, read from its name.
 *
 * @param major the number before the point; a name without one is taken for the newest
 * @param minor the number behind the point
 */
public record ClaudeVersion(int major, int minor) implements Comparable<ClaudeVersion> {
    private static final ClaudeVersion NEWEST = new ClaudeVersion(Integer.MAX_VALUE, 0);
    private static final ClaudeVersion ADAPTIVE = new ClaudeVersion(4, 6);
    private static final ClaudeVersion INLINE_SYSTEM = new ClaudeVersion(4, 8);

    /** Numbers of three and more digits are dates. */
    private static final Pattern FAMILY_FIRST =
            Pattern.compile("claude-[a-z]+-(\\d{1,2})(?!\\d)(?:[-.](\\d{1,2})(?!\\d))?");

    private static final Pattern NUMBER_FIRST = Pattern.compile("claude-v?(\\d{1,2})(?!\\d)(?:[-.](\\d{1,2})(?!\\d))?");

    /** {@return whether a name, with whatever stands before it, is that of a Claude model} */
    public static boolean isClaude(String model) {
        return model.contains("claude-");
    }

    /** {@return the version of a model} */
    public static ClaudeVersion of(String model) {
        for (Pattern form : new Pattern[] {FAMILY_FIRST, NUMBER_FIRST}) {
            Matcher matcher = form.matcher(model);
            if (matcher.find()) {
                String minor = matcher.group(2);
                return new ClaudeVersion(
                        Integer.parseInt(matcher.group(1)), minor == null ? 0 : Integer.parseInt(minor));
            }
        }
        return NEWEST;
    }

    /** {@return whether the model decides itself how long it thinks, and takes an effort instead of a budget} */
    public boolean thinksAdaptively() {
        return compareTo(ADAPTIVE) >= 0;
    }

    /** {@return whether instructions may stand between the messages of a conversation} */
    public boolean takesInlineInstructions() {
        return compareTo(INLINE_SYSTEM) >= 0;
    }

    @Override
    public int compareTo(ClaudeVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }
}
