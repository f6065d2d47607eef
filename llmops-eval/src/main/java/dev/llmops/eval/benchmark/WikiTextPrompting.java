package dev.llmops.eval.benchmark;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** WikiText: how likely pages of an encyclopedia are (Merity et al. 2016), put back into the form they are read in. */
final class WikiTextPrompting implements Prompting {
    private static final String SPACE = "[" + PythonRegex.SPACE + "]*";

    private static final Pattern SLASHES = Pattern.compile("/' [0-9]/");

    private static final List<UnaryOperator<String>> STEPS = List.of(
            replace("s '", "s'"),
            WikiTextPrompting::withoutBlanksBetweenSlashes,
            replace(" @-@ ", "-"),
            replace(" @,@ ", ","),
            replace(" @.@ ", "."),
            replace(" : ", ": "),
            replace(" ; ", "; "),
            replace(" . ", ". "),
            replace(" ! ", "! "),
            replace(" ? ", "? "),
            replace(" , ", ", "),
            between("(", ")"),
            between("[", "]"),
            between("{", "}"),
            between("\"", "\""),
            between("'", "'"),
            replace("= = = =", "===="),
            replace("= = =", "==="),
            replace("= =", "=="),
            replace(" ° ", "°"),
            replace(" \n", "\n"),
            replace("\n ", "\n"),
            replace(" N ", " 1 "),
            replace(" 's", "'s"));

    static TaskDefinition task() {
        return TaskDefinition.builder(
                        "wikitext", new WikiTextPrompting(), new RollingForm("page", new WikiTextPrompting()))
                .metrics(
                        TaskMetric.lower("word_perplexity", Aggregation.WEIGHTED_PERPLEXITY),
                        TaskMetric.lower("byte_perplexity", Aggregation.WEIGHTED_PERPLEXITY),
                        TaskMetric.lower("bits_per_byte", Aggregation.BITS_PER_BYTE))
                .build();
    }

    @Override
    public String text(Document document) {
        String text = document.text("page");
        for (UnaryOperator<String> step : STEPS) {
            text = step.apply(text);
        }
        return text;
    }

    @Override
    public Target target(Document document) {
        return Target.Texts.of(text(document));
    }

    /** A slip of the original, kept because numbers shall be the same: it puts an expression where a digit stood. */
    private static String withoutBlanksBetweenSlashes(String text) {
        return SLASHES.matcher(text).replaceAll("/'[0-9]/");
    }

    private static UnaryOperator<String> replace(String old, String other) {
        return text -> text.replace(old, other);
    }

    /** Takes away white space just inside a pair of marks; the nearest closing mark belongs to an opening one. */
    private static UnaryOperator<String> between(String open, String close) {
        Pattern pattern = Pattern.compile(
                Pattern.quote(open) + SPACE + "([^" + "\\" + close + "]*?)" + SPACE + Pattern.quote(close));
        return text ->
                pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(open + match.group(1) + close));
    }
}
