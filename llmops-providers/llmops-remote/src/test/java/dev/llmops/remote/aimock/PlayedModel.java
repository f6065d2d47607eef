package dev.llmops.remote.aimock;

import dev.llmops.api.model.ModelClient;
import dev.llmops.remote.Connection;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/**
 * A provider that aimock plays, and the client for it.
 *
 * @param name what the tests show
 * @param base what all paths of the provider begin with
 * @param model the model's name as aimock reads it
 * @param whole the path to which a question goes whose answer is not streamed
 * @param streamed the path to which a question goes whose answer is streamed
 * @param client the client of {@code model}
 * @param gaps where aimock does not do as the provider does
 */
record PlayedModel(
        String name,
        String base,
        String model,
        String whole,
        String streamed,
        Function<Connection, ModelClient> client,
        Set<Gap> gaps) {
    /** A thing that aimock leaves out, or does otherwise than the provider. */
    enum Gap {
        /** It counts no tokens, whatever the fixture says. */
        USAGE,
        /** It tells the usage of a stream only where it is asked to. */
        STREAMED_USAGE,
        /** It has other ids of tool calls than the wire may have, if that has any. */
        CALL_IDS,
        /** It does not read for which call a result is. */
        RESULT_IDS,
        /** The wire has no texts as results of tools, but objects. */
        TEXT_RESULTS,
        /** It shows reasoning in another way than the provider. */
        REASONING
    }

    /** {@return a model whose paths are the same for both kinds of answers, without gaps} */
    static PlayedModel of(
            String name, String base, String model, String path, Function<Connection, ModelClient> client) {
        return new PlayedModel(name, base, model, path, path, client, Set.of());
    }

    /** {@return this model, with a longer path for answers that are streamed} */
    PlayedModel streamedAt(String path) {
        return new PlayedModel(name, base, model, whole, path, client, gaps);
    }

    /** {@return this model, with gaps} */
    PlayedModel without(Gap first, Gap... more) {
        return new PlayedModel(name, base, model, whole, streamed, client, EnumSet.of(first, more));
    }

    /** {@return whether aimock does this as the provider does} */
    boolean has(Gap gap) {
        return !gaps.contains(gap);
    }

    /** {@return a client of the model} */
    ModelClient connect(AimockScope scope) {
        return client.apply(scope.connection(base).build());
    }

    @Override
    public String toString() {
        return name;
    }
}
