package dev.llmops.eval.quality;

import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the ranking of subjects by quality hangs on the choice of weights.
 *
 * @param ranking the subjects with the weights as they are, the best first
 * @param rows what changing one weight does, two rows for each component
 */
public record Sensitivity(List<String> ranking, List<Row> rows) {
    /** By which share each weight is raised and lowered, by custom. */
    public static final double USUAL_CHANGE = 0.2;

    /** Copies the lists. */
    public Sensitivity {
        ranking = List.copyOf(ranking);
        rows = List.copyOf(rows);
    }

    /**
     * The ranking after one weight was changed, and all were scaled to add up to 1 again.
     *
     * @param metric the metric whose weight was changed
     * @param factor by what it was multiplied
     * @param ranking the subjects, the best first
     * @param scores their scores, in the order of the ranking
     * @param changed how many subjects have another rank than before
     */
    public record Row(String metric, double factor, List<String> ranking, List<Double> scores, int changed) {
        /** Copies the lists. */
        public Row {
            ranking = List.copyOf(ranking);
            scores = List.copyOf(scores);
        }
    }

    /** {@return what changing each weight by {@value #USUAL_CHANGE} of its size, up and down, does to the ranking} */
    public static Sensitivity of(List<Quality.Scored> subjects) {
        return of(subjects, USUAL_CHANGE);
    }

    /**
     * {@return what changing each weight does to the ranking}
     *
     * @param subjects scored by the same {@link QualityScore}, with different names
     * @param change by which share weights are raised and lowered, in (0, 1)
     */
    public static Sensitivity of(List<Quality.Scored> subjects, double change) {
        Require.that(!subjects.isEmpty(), "subjects", "subjects must not be empty");
        Require.that(change > 0 && change < 1, "change", "change must be in (0, 1), was " + change);
        List<String> metrics = metrics(subjects.get(0));
        for (Quality.Scored subject : subjects) {
            Require.that(
                    metrics(subject).equals(metrics),
                    "subjects",
                    "\"" + subject.subject() + "\" was scored by other components than the first subject");
        }
        List<String> ranking = row("", 1, subjects, List.of()).ranking();
        List<Row> rows = new ArrayList<>();
        for (String metric : metrics) {
            rows.add(row(metric, 1 - change, subjects, ranking));
            rows.add(row(metric, 1 + change, subjects, ranking));
        }
        return new Sensitivity(ranking, rows);
    }

    /** {@return whether no change of a single weight changes the ranking} */
    public boolean isStable() {
        return rows.stream().allMatch(row -> row.changed() == 0);
    }

    private static List<String> metrics(Quality.Scored subject) {
        return subject.components().stream().map(Quality.Component::metric).toList();
    }

    private static Row row(String metric, double factor, List<Quality.Scored> subjects, List<String> before) {
        record Ranked(String subject, double score) {}
        List<Ranked> ranked = new ArrayList<>();
        for (Quality.Scored subject : subjects) {
            double sum = 0;
            double weights = 0;
            for (Quality.Component component : subject.components()) {
                double weight = component.weight() * (component.metric().equals(metric) ? factor : 1);
                sum += weight * component.normalised();
                weights += weight;
            }
            ranked.add(new Ranked(subject.subject(), sum / weights));
        }
        // The sort is stable: equal scores keep the order that the subjects were given in.
        ranked.sort((a, b) -> Double.compare(b.score, a.score));
        int changed = 0;
        for (int i = 0; i < before.size(); i++) {
            changed += before.get(i).equals(ranked.get(i).subject) ? 0 : 1;
        }
        return new Row(
                metric,
                factor,
                ranked.stream().map(Ranked::subject).toList(),
                ranked.stream().map(Ranked::score).toList(),
                changed);
    }
}
