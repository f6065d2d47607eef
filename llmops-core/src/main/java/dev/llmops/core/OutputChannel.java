package dev.llmops.core;

import dev.llmops.api.safety.GuardDecision;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.text.TextFilter;
import dev.llmops.core.guarding.GuardFilter;
import dev.llmops.core.guarding.Pseudonyms;
import dev.llmops.core.guarding.RestoreFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The way of one text from the model to the reader: guarded, restored, polished.
 *
 * <p>Whole and streamed answers take the same way; a whole one comes in one piece.
 */
final class OutputChannel {
    private final GuardFilter guards;
    private final List<TextFilter> filters = new ArrayList<>();

    /** What comes behind each filter; the last one is the reader. */
    private final List<Consumer<String>> stations = new ArrayList<>();

    private final StringBuilder fed = new StringBuilder();
    private final StringBuilder delivered = new StringBuilder();

    OutputChannel(
            List<OutputLane> lanes,
            Segment.Origin origin,
            String segmentId,
            Recorder recorder,
            Pseudonyms pseudonyms,
            List<TextFilter> polish,
            Consumer<String> reader) {
        List<OutputLane> applying =
                lanes.stream().filter(lane -> lane.appliesTo(origin)).toList();
        this.guards = new GuardFilter(applying, origin, segmentId, recorder::decided);
        if (!pseudonyms.isEmpty()) {
            filters.add(new RestoreFilter(pseudonyms));
        }
        filters.addAll(polish);
        stations.add(piece -> {
            if (!piece.isEmpty()) {
                delivered.append(piece);
                reader.accept(piece);
            }
        });
        for (int i = filters.size() - 1; i >= 0; i--) {
            TextFilter filter = filters.get(i);
            Consumer<String> behind = stations.get(0);
            stations.add(0, piece -> filter.feed(piece, behind));
        }
    }

    void feed(String piece) {
        if (!piece.isEmpty()) {
            fed.append(piece);
            guards.feed(piece, stations.get(0));
        }
    }

    /** {@return whether {@code whole} goes on where what was fed so far ends} */
    boolean continues(String whole) {
        return whole.length() >= fed.length() && whole.startsWith(fed.toString());
    }

    /**
     * Takes what is missing of {@code whole} and ends the text.
     *
     * @return why the model must be asked again; then nothing was delivered
     */
    List<GuardDecision> finish(String whole) {
        feed(whole.substring(fed.length()));
        List<GuardDecision> reprompts = guards.finish(stations.get(0));
        if (reprompts.isEmpty()) {
            // In order: what one filter still held goes through the ones behind it.
            for (int i = 0; i < filters.size(); i++) {
                filters.get(i).finish(stations.get(i + 1));
            }
        }
        return reprompts;
    }

    /** {@return everything that was delivered} */
    String delivered() {
        return delivered.toString();
    }
}
