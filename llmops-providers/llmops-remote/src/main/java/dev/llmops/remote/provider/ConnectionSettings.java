package dev.llmops.remote.provider;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.Timeouts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads from a pipeline file how a provider is reached; keys are named there, never written. */
final class ConnectionSettings {
    private final StageConfig config;
    private final UnaryOperator<String> environment;

    ConnectionSettings(StageConfig config, UnaryOperator<String> environment) {
        this.config = config;
        this.environment = environment;
    }

    Connection read() {
        Connection.Builder builder = Connection.builder();
        config.string("base-url").ifPresent(address -> {
            try {
                builder.baseUri(address);
            } catch (InvalidInputException e) {
                throw config.problem("base-url", "must be http or https with a host, and without a user");
            }
        });
        config.string("key-variable")
                .ifPresent(variable -> builder.credentials(Credentials.environment(variable, environment)));
        timeouts().ifPresent(builder::timeouts);
        return builder.build();
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
