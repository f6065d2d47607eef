package dev.llmops.remote.rerank;

import dev.llmops.api.CallControl;
import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.Reranker.Ranked;
import dev.llmops.remote.wire.BinaryAnswer;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.Loopback;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.RemoteCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Judges texts with one model over one link in one format: the way of every reranker of this module.
 *
 * <p>Sends what is too much for one request in parts, one after another: these models judge each text
 * by itself, so scores of parts compare. Safe for concurrent use.
 */
public final class RerankEndpoint implements AutoCloseable {
    private static final Comparator<Ranked> BEST_FIRST =
            Comparator.comparingDouble(Ranked::score).reversed().thenComparingInt(Ranked::index);

    private final String model;
    private final RerankProtocol protocol;
    private final ProviderLink link;
    private final int textsPerRequest;
    private final int most;

    RerankEndpoint(String model, RerankProtocol protocol, ProviderLink link, int textsPerRequest, int most) {
        this.model = model;
        this.protocol = protocol;
        this.link = link;
        this.textsPerRequest = textsPerRequest;
        this.most = most;
    }

    /** {@return the texts by how well they answer}; see {@link dev.llmops.api.embedding.Reranker#rerank} */
    public List<Ranked> rerank(String query, List<String> texts, CallControl control) {
        Require.nonNull(query, "query");
        List<String> all = List.copyOf(Require.nonNull(texts, "texts"));
        Require.nonNull(control, "control");
        List<Ranked> ranked = new ArrayList<>(all.size());
        for (int start = 0; start < all.size(); start += textsPerRequest) {
            int first = start;
            List<String> part = all.subList(start, Math.min(all.size(), start + textsPerRequest));
            part(query, part, control).forEach(each -> ranked.add(new Ranked(first + each.index(), each.score())));
        }
        ranked.sort(BEST_FIRST);
        return List.copyOf(most == 0 || ranked.size() <= most ? ranked : ranked.subList(0, most));
    }

    private List<Ranked> part(String query, List<String> texts, CallControl control) {
        int wanted = most == 0 ? texts.size() : Math.min(most, texts.size());
        BinaryAnswer answer = link.bytes(RemoteCall.post(protocol.encode(query, texts, most), model), control);
        try {
            List<Ranked> ranked = protocol.decode(Json.read(new String(answer.body(), StandardCharsets.UTF_8)));
            check(ranked, texts.size(), wanted);
            return ranked;
        } catch (MalformedAnswerException e) {
            throw link.malformed(answer, e, model);
        }
    }

    /** A server that does not know how many are wanted gives them all. */
    private static void check(List<Ranked> ranked, int texts, int wanted) {
        BitSet seen = new BitSet(texts);
        for (Ranked each : ranked) {
            if (each.index() < 0 || each.index() >= texts || seen.get(each.index())) {
                throw new MalformedAnswerException(
                        "wrong-index", "An index of the answer is too large, or there twice.");
            }
            if (Double.isNaN(each.score())) {
                throw new MalformedAnswerException("wrong-score", "A score of the answer is no number.");
            }
            seen.set(each.index());
        }
        if (ranked.size() < wanted) {
            throw new MalformedAnswerException(
                    "wrong-count", "The answer has " + ranked.size() + " results for " + wanted + " texts.");
        }
    }

    /** {@return whether text stays on this machine} */
    public Locality locality() {
        return Loopback.is(link.base()) ? Locality.LOCAL : Locality.REMOTE;
    }

    /** Closes the link. */
    @Override
    public void close() {
        link.close();
    }

    /** Shows model and host. */
    @Override
    public String toString() {
        return model + " of " + link;
    }
}
