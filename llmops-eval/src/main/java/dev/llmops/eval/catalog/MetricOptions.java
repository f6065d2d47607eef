package dev.llmops.eval.catalog;

import dev.llmops.api.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The options behind the name of a metric, such as {@code tok=intl,case=lc}. Immutable. */
public final class MetricOptions {
    private final String spec;
    private final Map<String, String> values;

    private MetricOptions(String spec, Map<String, String> values) {
        this.spec = spec;
        this.values = values;
    }

    static MetricOptions parse(String spec, @Nullable String options, Set<String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String option : options == null ? List.<String>of() : List.of(options.split(",", -1))) {
            int equals = option.indexOf('=');
            if (equals < 1 || equals == option.length() - 1) {
                throw new ConfigurationException(
                        "The options of the metric " + spec + " must be key=value, joined by commas.");
            }
            String key = option.substring(0, equals);
            if (!known.contains(key)) {
                throw new ConfigurationException("The metric " + spec + " has no option " + key + ". "
                        + (known.isEmpty() ? "It has none." : "It has " + String.join(", ", known) + "."));
            }
            if (values.put(key, option.substring(equals + 1)) != null) {
                throw new ConfigurationException("The metric " + spec + " has the option " + key + " twice.");
            }
        }
        return new MetricOptions(spec, values);
    }

    /** {@return these options and one more} */
    MetricOptions with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new MetricOptions(spec, more);
    }

    /** {@return the value of {@code key}, or {@code usual} if it is not set} */
    public String text(String key, String usual) {
        return values.getOrDefault(key, usual);
    }

    /** {@return whether {@code key} is set to {@code yes} rather than {@code no}} */
    public boolean flag(String key, boolean usual) {
        String value = text(key, usual ? "yes" : "no");
        if (!value.equals("yes") && !value.equals("no")) {
            throw wrong(key, "yes or no");
        }
        return value.equals("yes");
    }

    /** {@return the whole number that {@code key} is set to, from 0 to a billion} */
    public int integer(String key, int usual) {
        String value = text(key, Integer.toString(usual));
        if (!value.matches("[0-9]{1,9}")) {
            throw wrong(key, "a whole number");
        }
        return Integer.parseInt(value);
    }

    /** {@return the number that {@code key} is set to} */
    public double number(String key, double usual) {
        String value = text(key, Double.toString(usual));
        if (!value.matches("[0-9]{1,9}([.][0-9]{1,15})?")) {
            throw wrong(key, "a number");
        }
        return Double.parseDouble(value);
    }

    /** {@return what {@code key} is set to, of {@code allowed}} */
    public String choice(String key, String usual, String... allowed) {
        String value = text(key, usual);
        if (!List.of(allowed).contains(value)) {
            throw wrong(key, "one of " + String.join(", ", allowed));
        }
        return value;
    }

    /** Tells {@code use} the value of {@code key}, if it is set to {@code yes} or {@code no}. */
    public void ifSet(String key, Consumer<Boolean> use) {
        if (values.containsKey(key)) {
            use.accept(flag(key, false));
        }
    }

    private ConfigurationException wrong(String key, String wanted) {
        return new ConfigurationException("The option " + key + " of the metric " + spec + " must be " + wanted + ".");
    }

    /** {@return as written} */
    @Override
    public String toString() {
        return spec;
    }
}
