package dev.llmops.remote.provider;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.Timeouts;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads from a pipeline file how a provider is reached; keys are named there, never written.
 *
 * <p>A key that is missing is told when the file is opened, not by the first call, which may be in the middle of the
 * night.
 */
final class ConnectionSettings {
    private final StageConfig config;
    private final String provider;

    ConnectionSettings(StageConfig config, String provider) {
        this.config = config;
        this.provider = provider;
    }

    /**
     * {@return how the provider is reached}
     *
     * @param usual the variables one of which has the key where the file names none; none for servers that need no key
     */
    Connection read(String... usual) {
        Connection.Builder builder = Connection.builder();
        config.string("base-url").ifPresent(address -> {
            try {
                builder.baseUri(address);
            } catch (InvalidInputException e) {
                throw config.problem("base-url", "must be http or https with a host, and without a user");
            }
        });
        timeouts().ifPresent(builder::timeouts);
        Optional<String> named = config.string("key-variable");
        named.ifPresent(variable -> builder.credentials(named(variable)));
        Connection connection = builder.build();
        return named.isPresent() ? connection : withKey(connection, usual);
    }

    /** {@return {@code connection} with the key in the first of {@code usual} that is set; unchanged if there are none} */
    Connection withKey(Connection connection, String... usual) {
        if (usual.length == 0 || connection.credentials().isPresent()) {
            return connection;
        }
        for (String variable : usual) {
            if (config.variable(variable).isPresent()) {
                return connection.toBuilder().credentials(in(variable)).build();
            }
        }
        String missing = usual.length == 1
                ? "the environment variable " + usual[0] + " is not set"
                : "none of the environment variables " + String.join(", ", usual) + " is set";
        throw new ConfigurationException("No key for " + provider + ": " + missing
                + ". Set it, or name the variable that has the key by \"key-variable\".");
    }

    private Credentials named(String variable) {
        if (config.variable(variable).isEmpty()) {
            throw config.problem(
                    "key-variable",
                    "names the environment variable " + variable + ", which is not set. Set it, or name another.");
        }
        return in(variable);
    }

    /** Read at each request all the same, since keys change. */
    private Credentials in(String variable) {
        return Credentials.environment(variable, name -> config.variable(name).orElse(""));
    }

    private Optional<Timeouts> timeouts() {
        Optional<Duration> connect = limit("connect-timeout");
        Optional<Duration> firstByte = limit("first-byte-timeout");
        Optional<Duration> idle = limit("idle-timeout");
        Optional<Duration> total = limit("total-timeout");
        if (connect.isEmpty() && firstByte.isEmpty() && idle.isEmpty() && total.isEmpty()) {
            return Optional.empty();
        }
        // A file does not say whether its model thinks long; too much patience is the smaller mistake.
        Timeouts others = Timeouts.patient();
        return Optional.of(new Timeouts(
                connect.orElse(others.connect()),
                firstByte.orElse(others.firstByte()),
                idle.orElse(others.idle()),
                total.orElse(others.total())));
    }

    private Optional<Duration> limit(String key) {
        Optional<Duration> limit = config.duration(key);
        if (limit.isPresent() && limit.get().isZero()) {
            throw config.problem(key, "must be longer than zero");
        }
        return limit;
    }
}
