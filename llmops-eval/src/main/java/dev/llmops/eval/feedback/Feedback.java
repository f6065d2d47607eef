package dev.llmops.eval.feedback;

import dev.llmops.api.Require;
import dev.llmops.eval.text.EditDistance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Events, by the answer they are about. Immutable; takes memory for all events.
 *
 * <p>What users say counts before what they do: an answer with explicit signals has the opinion of these alone. Of one
 * rater only the last word of each kind counts, so that a thumb that was changed is one thumb. Signals that contradict
 * each other leave an answer undecided, and so does an edit alone. An answer that was shown beside a preferred one is
 * disliked. Answers without any signal are not counted anywhere: silence is no opinion.
 */
public final class Feedback {
    private final Map<String, List<FeedbackEvent>> byTrace;
    private final List<Preference> preferences;
    private final Set<String> passedOver = new TreeSet<>();

    private Feedback(Map<String, List<FeedbackEvent>> byTrace) {
        this.byTrace = byTrace;
        List<Preference> pairs = new ArrayList<>();
        byTrace.forEach((trace, events) -> events.forEach(event -> {
            if (event.signal() instanceof Signal.Preferred preferred) {
                pairs.add(new Preference(trace, preferred.over()));
                passedOver.add(preferred.over());
            }
        }));
        this.preferences = List.copyOf(pairs);
    }

    /** {@return what {@code events} say; their order does not matter} */
    public static Feedback of(List<FeedbackEvent> events) {
        List<FeedbackEvent> ordered = new ArrayList<>(Require.nonNull(events, "events"));
        ordered.sort(Comparator.comparing(FeedbackEvent::at));
        Map<String, Map<String, FeedbackEvent>> last = new TreeMap<>();
        for (int i = 0; i < ordered.size(); i++) {
            FeedbackEvent event = ordered.get(i);
            // Who is not named may be somebody else each time.
            String key = event.rater().isEmpty()
                    ? String.valueOf(i)
                    : event.signal().getClass().getSimpleName() + "/" + event.rater();
            last.computeIfAbsent(event.trace(), trace -> new LinkedHashMap<>()).put(key, event);
        }
        Map<String, List<FeedbackEvent>> byTrace = new TreeMap<>();
        last.forEach((trace, each) -> byTrace.put(trace, List.copyOf(each.values())));
        return new Feedback(byTrace);
    }

    /** {@return the answers that somebody said or did something about, and what counts of it; by the id of the call} */
    public Map<String, List<FeedbackEvent>> byTrace() {
        return Collections.unmodifiableMap(byTrace);
    }

    /** {@return what users make of the answer of the call {@code trace}; empty if there is no signal} */
    public Optional<Opinion> opinion(String trace) {
        return opinion(trace, true).or(() -> opinion(trace, false));
    }

    /** {@return the opinion by signals of one kind alone: what users say, or what they do} */
    public Optional<Opinion> opinion(String trace, boolean explicit) {
        boolean liked = false;
        boolean disliked = explicit && passedOver.contains(trace);
        boolean any = disliked;
        for (FeedbackEvent event : byTrace.getOrDefault(trace, List.of())) {
            if (event.signal().isExplicit() == explicit) {
                any = true;
                liked |= event.signal().opinion() == Opinion.LIKED;
                disliked |= event.signal().opinion() == Opinion.DISLIKED;
            }
        }
        if (!any) {
            return Optional.empty();
        }
        return Optional.of(liked == disliked ? Opinion.UNDECIDED : liked ? Opinion.LIKED : Opinion.DISLIKED);
    }

    /**
     * Two answers of which a user took one.
     *
     * @param taken the call whose answer was taken
     * @param over the call whose answer was not
     */
    public record Preference(String taken, String over) {}

    /** {@return the pairs that users decided, for ratings of systems} */
    public List<Preference> preferences() {
        return preferences;
    }

    /** {@return the share of liked answers among those that are liked or disliked; empty if there are none} */
    public Optional<Rate> liked() {
        return rate(trace -> opinion(trace).orElse(null));
    }

    /** {@return the same by signals of one kind alone: what users say, or what they do} */
    public Optional<Rate> liked(boolean explicit) {
        return rate(trace -> opinion(trace, explicit).orElse(null));
    }

    private interface Judgement {
        @Nullable Opinion of(String trace);
    }

    private Optional<Rate> rate(Judgement judgement) {
        long liked = 0;
        long decided = 0;
        for (String trace : traces()) {
            Opinion opinion = judgement.of(trace);
            liked += opinion == Opinion.LIKED ? 1 : 0;
            decided += opinion == Opinion.LIKED || opinion == Opinion.DISLIKED ? 1 : 0;
        }
        return decided == 0 ? Optional.empty() : Optional.of(new Rate(liked, decided));
    }

    /** {@return the calls whose answers users disliked, in order of their ids} */
    public List<String> disliked() {
        return traces().stream()
                .filter(trace -> opinion(trace).orElse(null) == Opinion.DISLIKED)
                .toList();
    }

    /** {@return the text that a user made of the answer, the last one if there are several; empty if nobody changed it} */
    public Optional<String> accepted(String trace) {
        String text = null;
        for (FeedbackEvent event : byTrace.getOrDefault(trace, List.of())) {
            text = event.signal() instanceof Signal.Edit edit ? edit.accepted() : text;
        }
        return Optional.ofNullable(text);
    }

    /**
     * {@return how far the user changed {@code answer}: characters to insert, delete or replace, per character of the
     * longer text, in [0, 1]; empty if nobody changed it}
     */
    public OptionalDouble editDistance(String trace, String answer) {
        Optional<String> accepted = accepted(trace);
        if (accepted.isEmpty()) {
            return OptionalDouble.empty();
        }
        String text = accepted.get();
        int longer = Math.max(text.codePointCount(0, text.length()), answer.codePointCount(0, answer.length()));
        int distance = EditDistance.characters().distance(answer, text);
        return OptionalDouble.of(longer == 0 ? 0 : (double) distance / longer);
    }

    /** The answers with signals of their own, and those that were only passed over. */
    private List<String> traces() {
        Set<String> traces = new TreeSet<>(byTrace.keySet());
        traces.addAll(passedOver);
        return List.copyOf(traces);
    }

    /** Shows how many answers there are. */
    @Override
    public String toString() {
        return "Feedback[" + byTrace.size() + " answers]";
    }
}
