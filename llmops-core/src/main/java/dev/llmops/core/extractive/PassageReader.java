package dev.llmops.core.extractive;

import dev.llmops.api.grounding.Passage;
import dev.llmops.core.language.MarkdownText;
import dev.llmops.core.language.Statement;
import dev.llmops.core.language.Word;
import dev.llmops.core.language.Words;
import java.util.ArrayList;
import java.util.List;

/** Finds the statements of passages that share words with a question. */
final class PassageReader {
    private static final int LONGEST_LIST = 420;

    private final Question question;
    private final Words reader;
    private final List<Candidate> candidates = new ArrayList<>();
    private final int[] frequencies;
    private int statements;

    PassageReader(Question question, Words reader) {
        this.question = question;
        this.reader = reader;
        this.frequencies = new int[question.size()];
    }

    /** {@return what may be the answer, in the order of the passages} */
    List<Candidate> read(List<Passage> passages) {
        for (int i = 0; i < passages.size(); i++) {
            readPassage(i, passages.get(i));
        }
        return candidates;
    }

    /** {@return how rare a term is among all statements read} */
    double rarity(int term) {
        int frequency = frequencies[term];
        return Math.log(1 + (statements - frequency + 0.5) / (frequency + 0.5));
    }

    private void readPassage(int index, Passage passage) {
        List<Statement> all = MarkdownText.statements(passage.text());
        List<List<Word>> words = new ArrayList<>(all.size());
        long[] own = new long[all.size()];
        long everything = bits(passage.title());
        for (String heading : passage.headingPath()) {
            everything |= bits(heading);
        }
        long above = everything;
        for (int i = 0; i < own.length; i++) {
            List<Word> ofStatement = reader.read(all.get(i).text());
            words.add(ofStatement);
            own[i] = bits(ofStatement);
            everything |= own[i];
            count(own[i]);
        }
        for (int i = 0; i < own.length; i++) {
            Statement statement = all.get(i);
            long context = above;
            for (String heading : statement.headings()) {
                context |= bits(heading);
            }
            long lead = lead(all, own, i);
            if (isAnswer(statement) && (own[i] | related(words.get(i)) | context | lead) != 0) {
                add(index, statement, statement.text(), words.get(i), new long[] {
                    own[i], related(words.get(i)), context, lead, everything
                });
            }
            if (introducesList(all, i)) {
                addList(index, all, i, own, new long[] {0, 0, context, lead, everything});
            }
        }
    }

    private void add(int passage, Statement statement, String text, List<Word> words, long[] bits) {
        candidates.add(new Candidate(
                passage, candidates.size(), statement, text, words, bits[0], bits[1], bits[2], bits[3], bits[4]));
    }

    private void count(long bits) {
        statements++;
        for (int term = 0; term < frequencies.length; term++) {
            frequencies[term] += (int) (bits >>> term & 1);
        }
    }

    private boolean isAnswer(Statement statement) {
        return switch (statement.kind()) {
            case HEADING -> false;
            case CODE -> question.type() == AnswerType.COMMAND;
            case ROW -> true;
            case SENTENCE, ITEM ->
                !statement.text().endsWith(":") && !statement.text().endsWith("?");
        };
    }

    /** What introduces a statement, or else the sentence before it in the same paragraph. */
    private static long lead(List<Statement> all, long[] own, int index) {
        Statement statement = all.get(index);
        long lead = statement.lead() >= 0 ? own[statement.lead()] : 0;
        boolean continues = index > 0 && all.get(index - 1).block() == statement.block();
        return continues && statement.kind() != Statement.Kind.ROW ? lead | own[index - 1] : lead;
    }

    private static boolean introducesList(List<Statement> all, int index) {
        return index + 1 < all.size()
                && all.get(index + 1).lead() == index
                && all.get(index + 1).kind() == Statement.Kind.ITEM;
    }

    /** A short list is one answer, with the sentence that introduces it. */
    private void addList(int passage, List<Statement> all, int lead, long[] own, long[] bits) {
        StringBuilder text = new StringBuilder(all.get(lead).text());
        int last = lead;
        long matched = own[lead];
        for (int i = lead + 1; i < all.size() && all.get(i).lead() == lead; i++) {
            String item = all.get(i).text();
            if (text.length() + item.length() > LONGEST_LIST) {
                return;
            }
            text.append(i == lead + 1 ? " " : "; ").append(withoutFullStop(item));
            matched |= own[i];
            last = i;
        }
        Statement first = all.get(lead);
        Statement whole = new Statement(
                first.kind(), first.start(), all.get(last).end(), text.toString(), -1, first.block(), first.headings());
        List<Word> words = reader.read(whole.text());
        bits[0] = matched;
        bits[1] = related(words);
        if ((bits[0] | bits[1] | bits[2] | bits[3]) != 0) {
            add(passage, whole, whole.text(), words, bits);
        }
    }

    private static String withoutFullStop(String text) {
        return text.endsWith(".") || text.endsWith(";") || text.endsWith(",")
                ? text.substring(0, text.length() - 1)
                : text;
    }

    private long related(List<Word> words) {
        long bits = 0;
        for (Word word : words) {
            bits |= question.relatedTo(word.term());
        }
        return bits;
    }

    private long bits(String text) {
        return text.isEmpty() ? 0 : bits(reader.read(text));
    }

    private long bits(List<Word> words) {
        long bits = 0;
        for (Word word : words) {
            int term = question.indexOf(word.term());
            if (term >= 0) {
                bits |= 1L << term;
            }
        }
        return bits;
    }
}
