package dev.llmops.eval.retrieval;

import dev.llmops.api.Require;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How well each judged document answers one query. Immutable.
 *
 * <p>A grade is an integer: 0 does not answer, and the higher the better. A negative grade means that
 * the document was to be judged and was not. Documents that are not named were never looked at.
 * Whoever asks what is <em>relevant</em> means a grade of at least {@link #level()}.
 */
public final class Judgements {
    private final Map<String, Integer> grades;
    private final int level;
    private final int relevant;
    private final int[] idealGrades;

    private Judgements(Map<String, Integer> grades, int level) {
        this.grades = grades;
        this.level = level;
        this.relevant =
                (int) grades.values().stream().filter(grade -> grade >= level).count();
        int[] ascending = grades.values().stream()
                .mapToInt(Integer::intValue)
                .filter(grade -> grade > 0)
                .sorted()
                .toArray();
        this.idealGrades = new int[ascending.length];
        Arrays.setAll(idealGrades, i -> ascending[ascending.length - 1 - i]);
    }

    /** {@return judgements by document id; relevant is what has a grade of 1 or more} */
    public static Judgements of(Map<String, Integer> grades) {
        Map<String, Integer> copy = new LinkedHashMap<>();
        Require.nonNull(grades, "grades")
                .forEach((id, grade) -> copy.put(Require.nonBlank(id, "id"), Require.nonNull(grade, "grade")));
        return new Judgements(copy, 1);
    }

    /** {@return judgements where these documents are relevant, and nothing else is known} */
    public static Judgements relevant(Set<String> ids) {
        Map<String, Integer> grades = new LinkedHashMap<>();
        Require.nonNull(ids, "ids").forEach(id -> grades.put(id, 1));
        return of(grades);
    }

    /** {@return the same grades, relevant from another one on, at least 1} */
    public Judgements relevantFrom(int lowestGrade) {
        return new Judgements(grades, Require.inRange(lowestGrade, 1, Integer.MAX_VALUE, "lowestGrade"));
    }

    /** {@return the lowest grade that counts as relevant} */
    public int level() {
        return level;
    }

    /** {@return the grade of a document, if it is named; negative if it was to be judged and was not} */
    public OptionalInt grade(String id) {
        Integer grade = grades.get(id);
        return grade == null ? OptionalInt.empty() : OptionalInt.of(grade);
    }

    /** {@return whether somebody has judged the document} */
    public boolean isJudged(String id) {
        return grades.getOrDefault(id, -1) >= 0;
    }

    /** {@return whether the document is relevant; what was not judged is not} */
    public boolean isRelevant(String id) {
        return grades.getOrDefault(id, -1) >= level;
    }

    /** {@return the grade as a gain: what is not judged gains nothing} */
    public int gain(String id) {
        return Math.max(0, grades.getOrDefault(id, 0));
    }

    /** {@return how many documents are relevant} */
    public int relevantCount() {
        return relevant;
    }

    /** {@return how many documents were judged and are not relevant} */
    public int irrelevantCount() {
        return (int) grades.values().stream()
                .filter(grade -> grade >= 0 && grade < level)
                .count();
    }

    /** {@return a copy of the positive grades, best first: what the best possible ranking gains} */
    public int[] idealGrades() {
        return idealGrades.clone();
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "Judgements[" + grades.size() + " documents, " + relevant + " relevant from " + level + "]";
    }
}
