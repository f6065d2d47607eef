package dev.llmops.remote.wire;

import dev.llmops.remote.Credentials;
import java.util.List;
import java.util.function.UnaryOperator;

/** A key in an environment variable that has several names. */
public final class EnvironmentKey {
    private EnvironmentKey() {}

    /** {@return the key in the first of {@code variables} that is set, read at each request} */
    public static Credentials firstOf(String... variables) {
        return firstOf(System::getenv, variables);
    }

    /** {@return the key in the first of {@code variables} that is set in {@code environment}} */
    public static Credentials firstOf(UnaryOperator<String> environment, String... variables) {
        List<String> names = List.of(variables);
        return scope -> {
            String name = names.stream()
                    .filter(each -> isSet(environment, each))
                    .findFirst()
                    .orElse(names.get(0));
            return Credentials.environment(name, environment).secret(scope);
        };
    }

    private static boolean isSet(UnaryOperator<String> environment, String variable) {
        String value = environment.apply(variable);
        return value != null && !value.isBlank();
    }
}
