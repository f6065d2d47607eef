package dev.llmops.remote.openai;

import dev.llmops.api.Require;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.moderation.ModerationEndpoint;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.ProviderLink;
import java.util.List;

/**
 * A guard that asks OpenAI for the forbidden topics of a text.
 *
 * <p>A finding is a verdict on the whole segment, of tier {@code STRONG}. Its kind is the name of the
 * topic in upper case, such as {@code VIOLENCE} or {@code SELF_HARM_INTENT}; its rule
 * begins with {@code openai.moderation.}. The text is sent to OpenAI, so guards against personal data
 * belong before this one. What cannot be judged fails, which a {@link dev.llmops.api.safety.GuardPolicy}
 * takes for a closed gate unless it says otherwise.
 *
 * <p>Safe for concurrent use. An answer that is streamed is judged when it is complete, hence not delivered before.
 * Keeps connections open between calls: close it when it is no longer used.
 */
public final class OpenAiModeration implements SafetyGuard, AutoCloseable {
    private static final String PROVIDER = OpenAiClient.PROVIDER;
    private static final String ADDRESS = OpenAiClient.ADDRESS;
    private static final String KEY_VARIABLE = OpenAiClient.KEY_VARIABLE;
    private static final String MODEL = "omni-moderation-latest";

    private final ModerationEndpoint endpoint;

    private OpenAiModeration(Builder builder) {
        Authorizer authorizer = Authorizer.bearer(
                builder.connection.credentials().orElseGet(() -> Credentials.environment(KEY_VARIABLE)));
        this.endpoint = new ModerationEndpoint(
                new ProviderLink(PROVIDER, ADDRESS, authorizer, builder.connection), builder.model, builder.threshold);
    }

    /** {@return a guard with the key in the environment variable {@code OPENAI_API_KEY}} */
    public static OpenAiModeration fromEnv() {
        return builder().build();
    }

    /** {@return a builder of a guard with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public List<Finding> inspect(Segment segment, StageContext context) {
        Require.nonNull(segment, "segment");
        Require.nonNull(context, "context");
        return endpoint.findings(segment.text(), context);
    }

    /** {@return {@link SafetyGuard#WHOLE}: a topic is judged by the whole text} */
    @Override
    public int horizon() {
        return WHOLE;
    }

    /** Closes all connections, unless the transport is shared. */
    @Override
    public void close() {
        endpoint.close();
    }

    /** Shows model and host. */
    @Override
    public String toString() {
        return "OpenAiModeration[" + endpoint + "]";
    }

    /** Collects the settings of a guard. Not safe for concurrent use. */
    public static final class Builder {
        private Connection connection = Connection.defaults();
        private String model = MODEL;
        private double threshold = Double.NaN;

        private Builder() {}

        /** Sets how the provider is reached. */
        public Builder connection(Connection connection) {
            this.connection = Require.nonNull(connection, "connection");
            return this;
        }

        /** Sets the model that judges; the default is {@code omni-moderation-latest}. */
        public Builder model(String model) {
            this.model = Require.nonBlank(model, "model");
            return this;
        }

        /** Sets from which score on a topic is found, in [0, 1]; by default OpenAI decides that for each topic. */
        public Builder threshold(double threshold) {
            this.threshold = Require.inRange(threshold, 0, 1, "threshold");
            return this;
        }

        /** {@return the guard} */
        public OpenAiModeration build() {
            return new OpenAiModeration(this);
        }
    }
}
