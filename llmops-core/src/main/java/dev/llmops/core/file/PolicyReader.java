package dev.llmops.core.file;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.safety.Action;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what is done about the findings of a guard. What it is given matches the schema. */
final class PolicyReader {
    private static final String DEFAULT_TEMPLATE = "[{kind}]";
    private static final Map<String, Action> ACTIONS = Map.of(
            "allow", new Action.Allow(),
            "annotate", new Action.Annotate(),
            "redact", new Action.Redact(DEFAULT_TEMPLATE),
            "pseudonymise", new Action.Pseudonymise(),
            "block", new Action.Block());
    private static final Set<String> SHORT_FORMS = Set.of("reprompt", "redact");

    private final Tree tree;

    PolicyReader(Tree tree) {
        this.tree = tree;
    }

    /**
     * {@return the policy}
     *
     * @param value an action, or a group of settings
     * @param path where it stands
     * @throws ConfigurationException if it is none
     */
    GuardPolicy read(@Nullable Object value, String path) {
        if (!(value instanceof Map<?, ?> settings)) {
            return GuardPolicy.of(action(value, path));
        }
        if (SHORT_FORMS.containsAll(settings.keySet())) {
            return GuardPolicy.of(action(settings, path));
        }
        if (settings.keySet().stream().anyMatch(SHORT_FORMS::contains)) {
            throw problem(path, "names an action beside other keys; put the action behind \"default\"");
        }
        if (!settings.containsKey("default")) {
            throw problem(path, "has no \"default\": say what is done about findings that nothing else is said about");
        }
        GuardPolicy policy = GuardPolicy.of(action(settings.get("default"), path + "/default"));
        if (settings.get("when") instanceof Map<?, ?> kinds) {
            for (Map.Entry<?, ?> kind : kinds.entrySet()) {
                String name = String.valueOf(kind.getKey());
                policy = policy.when(name, action(kind.getValue(), path + "/when/" + name));
            }
        }
        if (settings.get("acting-from") instanceof String tier) {
            policy = policy.actingFrom(Tier.valueOf(tier.toUpperCase(Locale.ROOT)));
        }
        if (settings.get("on-error") instanceof String choice) {
            policy = policy.onError(GuardPolicy.OnError.valueOf(choice.toUpperCase(Locale.ROOT)));
        }
        return settings.containsKey("on") ? on(policy, settings.get("on"), path + "/on") : policy;
    }

    private Action action(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?> settings && settings.size() == 1) {
            if (settings.get("reprompt") instanceof Integer attempts) {
                return new Action.Reprompt(attempts);
            }
            if (settings.get("redact") instanceof String template) {
                return new Action.Redact(template);
            }
        }
        if (value instanceof String name) {
            Action action = ACTIONS.get(name.equals("pseudonymize") ? "pseudonymise" : name);
            if (action != null) {
                return action;
            }
            if (name.equals("reprompt")) {
                throw problem(path, "must say how often the model is asked again, as in {reprompt: 2}");
            }
        }
        Set<String> names = new TreeSet<>(ACTIONS.keySet());
        String suggestion = value instanceof String name ? Suggestion.forName(name, names) : "";
        throw problem(
                path,
                "must be one of " + String.join(", ", names) + ", {reprompt: 2} or {redact: \"…\"}." + suggestion);
    }

    private GuardPolicy on(GuardPolicy policy, @Nullable Object value, String path) {
        Collection<?> names = value instanceof Collection<?> list ? list : List.of(String.valueOf(value));
        EnumSet<Segment.Origin> origins = EnumSet.noneOf(Segment.Origin.class);
        for (Object name : names) {
            String constant = String.valueOf(name).toUpperCase(Locale.ROOT).replace('-', '_');
            boolean known = false;
            for (Segment.Origin origin : Segment.Origin.values()) {
                boolean ofDirection = origin.direction().name().equals(constant);
                // A direction leaves out the application's own instructions, as GuardPolicy.on(Direction) does.
                if (origin.name().equals(constant) || (ofDirection && origin != Segment.Origin.INSTRUCTIONS)) {
                    origins.add(origin);
                    known = true;
                }
            }
            if (!known) {
                throw problem(
                        path,
                        "must be texts of: " + String.join(", ", places()) + "."
                                + Suggestion.forName(String.valueOf(name), places()));
            }
        }
        if (origins.isEmpty()) {
            throw problem(path, "must name at least one of: " + String.join(", ", places()));
        }
        Segment.Origin first = origins.iterator().next();
        return policy.on(first, origins.toArray(Segment.Origin[]::new));
    }

    private static List<String> places() {
        return Stream.concat(Stream.of(Segment.Direction.values()), Stream.of(Segment.Origin.values()))
                .map(place -> place.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    private ConfigurationException problem(String path, String problem) {
        return new ConfigurationException(tree.locate(path) + ": \"" + Tree.key(path) + "\" " + problem);
    }
}
