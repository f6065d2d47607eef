package dev.llmops.eval;

import dev.llmops.api.Require;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What exactly a metric computes: its name and every setting that moves the number. Immutable.
 *
 * <p>Scores of different signatures cannot be compared, neither as higher nor as lower. Written as
 * {@code bleu|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|compat:sacrebleu-2.6}, in the style of Post, "A Call for
 * Clarity in Reporting BLEU Scores" (2018).
 */
public final class Signature {
    private final String name;
    private final Map<String, String> settings;

    private Signature(String name, Map<String, String> settings) {
        this.name = name;
        this.settings = settings;
    }

    /** {@return a signature without settings} */
    public static Signature of(String name) {
        return new Signature(plain(name, "name"), Map.of());
    }

    /**
     * {@return this signature with one more setting behind the others, or with another value of it}
     *
     * @param key a short name; neither it nor the value may hold a bar, a colon or a line end
     * @param value how it is set
     */
    public Signature with(String key, Object value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(plain(key, "key"), plain(String.valueOf(value), "value"));
        return new Signature(name, more);
    }

    /** {@return the signature that {@link #toString()} wrote as {@code text}} */
    public static Signature parse(String text) {
        String[] parts = Require.nonBlank(text, "signature").split("\\|", -1);
        Signature signature = of(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            int colon = parts[i].indexOf(':');
            Require.that(colon > 0, "signature", "part " + i + " of the signature must be key:value");
            signature = signature.with(parts[i].substring(0, colon), parts[i].substring(colon + 1));
        }
        return signature;
    }

    private static String plain(String text, String argument) {
        Require.nonBlank(text, argument);
        Require.that(
                text.chars().noneMatch(c -> c == '|' || c == ':' || c < ' '),
                argument,
                argument + " of a signature must hold no bar, colon or control character, was " + text);
        return text;
    }

    /** {@return the name of the metric} */
    public String name() {
        return name;
    }

    /** {@return how {@code key} is set; null if the signature does not tell} */
    public @Nullable String setting(String key) {
        return settings.get(key);
    }

    /** {@return the settings as {@code key:value}, joined by bars; empty if there are none} */
    public String settings() {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + ":" + setting.getValue())
                .collect(Collectors.joining("|"));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Signature that && name.equals(that.name) && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + settings.hashCode();
    }

    @Override
    public String toString() {
        return settings.isEmpty() ? name : name + "|" + settings();
    }
}
