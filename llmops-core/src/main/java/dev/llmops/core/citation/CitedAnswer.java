package dev.llmops.core.citation;

import dev.llmops.api.grounding.Citation;
import dev.llmops.api.grounding.Citation.Support;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.text.TextSpan;
import dev.llmops.core.language.MarkdownText;
import dev.llmops.core.language.Statement;
import dev.llmops.core.language.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One answer while its citations are worked out. */
final class CitedAnswer {
    private static final int LONGEST_UNMATCHED_QUOTE = 600;

    private final Answer answer;
    private final List<Passage> passages;
    private final boolean checks;
    private final boolean adds;
    private final MarkedText text;
    private final Words words = new Words();
    private final Map<Integer, SourceText> sources = new HashMap<>();
    private final List<Citation> citations = new ArrayList<>();
    private final List<TextSpan> uncited = new ArrayList<>();
    private final List<CitationReport.Unsupported> unsupported = new ArrayList<>();
    private final Insertions insertions = new Insertions();

    CitedAnswer(Answer answer, boolean checks, boolean adds) {
        this.answer = answer;
        this.passages = answer.evidence().passages();
        this.checks = checks;
        this.adds = adds;
        this.text = MarkedText.of(isJson(answer.text()) ? "" : answer.text(), passages.size());
    }

    Answer finish(StageContext context) {
        if (isJson(answer.text())) {
            return answer;
        }
        List<Statement> statements = MarkdownText.statements(text.bare());
        List<List<Integer>> markers = assign(statements);
        for (int i = 0; i < statements.size(); i++) {
            if (markers.get(i).isEmpty()) {
                readUncited(statements.get(i));
            } else {
                readCited(statements.get(i), markers.get(i));
            }
        }
        note(context);
        return answer.toBuilder()
                .text(insertions.into(text.shown()))
                .citations(allCitations())
                .attribute(Citations.REPORT, report())
                .build();
    }

    /** Numbers in brackets are data when the whole answer is. */
    private static boolean isJson(String text) {
        String stripped = text.strip();
        return (stripped.startsWith("{") && stripped.endsWith("}"))
                || ((stripped.startsWith("[{") || stripped.startsWith("[\"")) && stripped.endsWith("]"));
    }

    /** The markers of each statement: those inside or right after it, or before it on its line. */
    private List<List<Integer>> assign(List<Statement> statements) {
        List<List<Integer>> assigned = new ArrayList<>();
        statements.forEach(statement -> assigned.add(new ArrayList<>()));
        int at = 0;
        for (int marker = 0; marker < text.markers().size() && !statements.isEmpty(); marker++) {
            int position = text.bareAt(marker);
            while (at + 1 < statements.size() && statements.get(at + 1).start() < position) {
                at++;
            }
            boolean before = position <= statements.get(at).start();
            boolean after = position > statements.get(at).end();
            boolean opensNext = after
                    && at + 1 < statements.size()
                    && text.bare()
                            .substring(position, statements.get(at + 1).start())
                            .isBlank()
                    && isBeforeLineEnd(position, statements.get(at + 1));
            assigned.get(!before && opensNext ? at + 1 : at).add(marker);
        }
        return assigned;
    }

    private boolean isBeforeLineEnd(int position, Statement next) {
        int lineEnd = text.bare().indexOf('\n', position);
        return lineEnd < 0 || lineEnd > next.start();
    }

    private void readUncited(Statement statement) {
        boolean prose = switch (statement.kind()) {
            case SENTENCE, ITEM, ROW -> true;
            case CODE, HEADING -> false;
        };
        if (!prose || statement.text().endsWith("?") || statement.text().endsWith(":")) {
            return;
        }
        Claim claim = Claim.of(statement.text(), words);
        if (!claim.saysSomething()) {
            return;
        }
        int end = lastLetter(statement.start(), statement.end());
        TextSpan stretch = shownSpan(statement.start(), end);
        if (adds) {
            Attribution attribution = Attribution.check(claim, allSources());
            if (attribution.isSupported() && statement.kind() != Statement.Kind.ROW) {
                int number = attribution.source() + 1;
                insertions.add(stretch.end(), " [" + number + "]");
                cite(number, stretch, attribution.window(), checks ? Support.SUPPORTED : Support.UNCHECKED);
                return;
            }
        }
        uncited.add(stretch);
    }

    private void readCited(Statement statement, List<Integer> markers) {
        List<List<Integer>> groups = adjacent(markers);
        int from = statement.start();
        for (int i = 0; i < groups.size(); i++) {
            int position = Math.min(text.bareAt(groups.get(i).get(0)), statement.end());
            boolean last = i == groups.size() - 1;
            int to = last && hasLetters(position, statement.end()) ? statement.end() : position;
            boolean whole = to <= from
                    || !Claim.of(text.bare().substring(from, to), words).saysSomething();
            int start = whole ? statement.start() : from;
            int end = lastLetter(start, whole ? statement.end() : to);
            citeAll(groups.get(i), Claim.of(text.bare().substring(start, end), words), shownSpan(start, end));
            from = Math.max(position, from);
        }
    }

    /** Markers with nothing said between them belong together. */
    private List<List<Integer>> adjacent(List<Integer> markers) {
        List<List<Integer>> groups = new ArrayList<>();
        int before = -1;
        for (int marker : markers) {
            int position = text.bareAt(marker);
            if (groups.isEmpty() || hasLetters(before, position)) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(marker);
            before = position;
        }
        return groups;
    }

    private void citeAll(List<Integer> group, Claim claim, TextSpan stretch) {
        List<Integer> numbers = group.stream()
                .flatMap(marker -> text.markers().get(marker).numbers().stream())
                .distinct()
                .toList();
        List<Attribution> attributions = new ArrayList<>();
        for (int number : numbers) {
            attributions.add(Attribution.check(claim, List.of(source(number - 1))));
        }
        boolean together = checks
                && numbers.size() > 1
                && attributions.stream().noneMatch(Attribution::isSupported)
                && areSupportedTogether(claim, numbers, attributions);
        for (int i = 0; i < numbers.size(); i++) {
            Attribution attribution = attributions.get(i);
            boolean supported = together || attribution.isSupported();
            Support support = !checks ? Support.UNCHECKED : supported ? Support.SUPPORTED : Support.UNSUPPORTED;
            cite(numbers.get(i), stretch, attribution.window(), support);
            if (support == Support.UNSUPPORTED) {
                unsupported.add(new CitationReport.Unsupported(
                        numbers.get(i), stretch, attribution.failure().orElseThrow()));
            }
        }
    }

    /** A sentence may rest on several passages of which none says all of it. */
    private boolean areSupportedTogether(Claim claim, List<Integer> numbers, List<Attribution> attributions) {
        StringBuilder joined = new StringBuilder();
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            Passage passage = passages.get(numbers.get(i) - 1);
            attributions
                    .get(i)
                    .window()
                    .ifPresent(
                            window -> joined.append(window.in(passage.text())).append("\n\n"));
            titles.addAll(passage.headingPath());
            titles.add(passage.title());
        }
        return Attribution.check(claim, List.of(SourceText.of(joined.toString(), titles, words)))
                .isSupported();
    }

    private void cite(int number, TextSpan stretch, Optional<TextSpan> window, Support support) {
        Passage passage = passages.get(number - 1);
        TextSpan quote = window.orElseGet(() -> unmatched(passage, source(number - 1)));
        citations.add(new Citation(
                number,
                passage.spanOf(quote.start(), quote.end()),
                quote.in(passage.text()),
                passage.title(),
                passage.headingPath(),
                stretch.start(),
                stretch.end(),
                support));
    }

    private static TextSpan unmatched(Passage passage, SourceText source) {
        if (passage.text().length() <= LONGEST_UNMATCHED_QUOTE
                || source.statements().isEmpty()) {
            return new TextSpan(0, Math.min(passage.text().length(), LONGEST_UNMATCHED_QUOTE));
        }
        Statement first = source.statements().get(0);
        return new TextSpan(first.start(), first.end());
    }

    private SourceText source(int index) {
        return sources.computeIfAbsent(index, i -> {
            Passage passage = passages.get(i);
            List<String> titles = new ArrayList<>(passage.headingPath());
            titles.add(passage.title());
            return SourceText.of(passage.text(), titles, words);
        });
    }

    private List<SourceText> allSources() {
        List<SourceText> all = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            all.add(source(i));
        }
        return all;
    }

    /** A stretch of the bare text in the shown one, without what is no letter or digit at its start. */
    private TextSpan shownSpan(int bareStart, int bareEnd) {
        int start = bareStart;
        while (start < bareEnd && !Character.isLetterOrDigit(text.bare().codePointAt(start))) {
            start++;
        }
        if (start >= bareEnd) {
            start = bareStart;
        }
        return start >= bareEnd ? new TextSpan(0, 0) : new TextSpan(text.toShown(start), text.toShown(bareEnd - 1) + 1);
    }

    /** Where a statement ends without its full stop and what else follows the last letter or bracket. */
    private int lastLetter(int start, int end) {
        int last = end;
        while (last > start && isEndMark(text.bare().charAt(last - 1))) {
            last--;
        }
        return last == start ? end : last;
    }

    private static boolean isEndMark(char c) {
        return ".!?…。！？,;: \t\n\r".indexOf(c) >= 0;
    }

    private boolean hasLetters(int start, int end) {
        for (int i = Math.max(start, 0); i < end; i++) {
            if (Character.isLetterOrDigit(text.bare().charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The citations found here, and those that came with the answer and are not among them. */
    private List<Citation> allCitations() {
        List<Citation> all = new ArrayList<>(citations);
        for (Citation given : answer.citations()) {
            int start = text.originalToShown(given.answerStart());
            int end = Math.max(start, text.originalToShown(given.answerEnd()));
            boolean known = citations.stream()
                    .anyMatch(own ->
                            own.number() == given.number() && own.answerStart() < end && start < own.answerEnd());
            if (!known) {
                all.add(moved(given, start, end));
            }
        }
        all.replaceAll(citation -> moved(
                citation, insertions.moveStart(citation.answerStart()), insertions.moveEnd(citation.answerEnd())));
        all.sort(Comparator.comparingInt(Citation::answerStart).thenComparingInt(Citation::answerEnd));
        return all;
    }

    private static Citation moved(Citation citation, int start, int end) {
        return new Citation(
                citation.number(),
                citation.source(),
                citation.quote(),
                citation.title(),
                citation.headingPath(),
                start,
                end,
                citation.support());
    }

    private CitationReport report() {
        return new CitationReport(
                uncited.stream().map(insertions::move).toList(),
                unsupported.stream()
                        .map(item -> new CitationReport.Unsupported(
                                item.number(), insertions.move(item.stretch()), item.failure()))
                        .toList(),
                List.copyOf(text.unknown()));
    }

    private void note(StageContext context) {
        text.unknown().forEach(number -> context.note("citation.unknown", String.valueOf(number)));
        if (!unsupported.isEmpty()) {
            context.note("citation.unsupported", String.valueOf(unsupported.size()));
        }
        if (!uncited.isEmpty()) {
            context.note("citation.uncited", String.valueOf(uncited.size()));
        }
    }
}
