package dev.llmops.eval.text;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** Which names stand in which synonym sets. Arrays of numbers only: some 8 MB for all of WordNet. */
final class WordNetTable {
    private final WordNetNames names;
    // Sets are numbered through all parts of speech; those of part p are firstSet[p] to firstSet[p + 1] - 1.
    private final int[] firstSet;
    // The names of set s are setNames[setStarts[s]] to setNames[setStarts[s + 1] - 1].
    private final int[] setStarts;
    private final int[] setNames;
    // The sets that name n is in, in lower case, are nameSets[nameStarts[n]] to nameSets[nameStarts[n + 1] - 1].
    private final int[] nameStarts;
    private final int[] nameSets;

    private WordNetTable(WordNetNames names, int[] firstSet, int[] setStarts, int[] setNames) {
        this.names = names;
        this.firstSet = firstSet;
        this.setStarts = setStarts;
        this.setNames = setNames;
        int[] lower = new int[setNames.length];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = names.lower(setNames[i]);
        }
        this.nameStarts = new int[names.count() + 1];
        for (int name : lower) {
            nameStarts[name + 1]++;
        }
        for (int name = 0; name < names.count(); name++) {
            nameStarts[name + 1] += nameStarts[name];
        }
        this.nameSets = new int[lower.length];
        int[] next = Arrays.copyOf(nameStarts, names.count());
        for (int set = 0; set + 1 < setStarts.length; set++) {
            for (int i = setStarts[set]; i < setStarts[set + 1]; i++) {
                nameSets[next[lower[i]]++] = set;
            }
        }
    }

    /** {@return a table of the sets of all parts of speech, in the order of {@link WordNetPart}} */
    static WordNetTable of(List<WordNetSenses> parts) {
        int words = parts.stream().mapToInt(WordNetSenses::words).sum();
        int sets = parts.stream().mapToInt(WordNetSenses::sets).sum();
        WordNetNames names = new WordNetNames(words, 12 * words);
        int[] firstSet = new int[parts.size() + 1];
        int[] setStarts = new int[sets + 1];
        int[] setNames = new int[words];
        int set = 0;
        int name = 0;
        for (int p = 0; p < parts.size(); p++) {
            WordNetSenses part = parts.get(p);
            for (int s = 0; s < part.sets(); s++) {
                int end = part.firstWord(s + 1);
                for (int word = part.firstWord(s); word < end; word++) {
                    setNames[name++] = names.add(part.text(), part.start(word), part.start(word + 1));
                }
                setStarts[++set] = name;
            }
            firstSet[p + 1] = set;
        }
        return new WordNetTable(names, firstSet, setStarts, setNames);
    }

    /** {@return the names} */
    WordNetNames names() {
        return names;
    }

    /** {@return whether {@code form}, which is in lower case, is in a set of {@code part}} */
    boolean has(String form, WordNetPart part) {
        int name = names.id(form);
        return name >= 0 && firstEntry(name, part) < firstEntry(name, part.place() + 1);
    }

    /** Shows {@code found} all names in the sets of {@code part} that {@code form} is in; names may come again. */
    void neighbours(String form, WordNetPart part, IntConsumer found) {
        int name = names.id(form);
        if (name < 0) {
            return;
        }
        int end = firstEntry(name, part.place() + 1);
        for (int entry = firstEntry(name, part); entry < end; entry++) {
            int set = nameSets[entry];
            for (int i = setStarts[set]; i < setStarts[set + 1]; i++) {
                found.accept(setNames[i]);
            }
        }
    }

    private int firstEntry(int name, WordNetPart part) {
        return firstEntry(name, part.place());
    }

    /** {@return the first entry of the name that is of that part of speech or a later one; sets are in order} */
    private int firstEntry(int name, int part) {
        int entry = nameStarts[name];
        while (entry < nameStarts[name + 1] && nameSets[entry] < firstSet[part]) {
            entry++;
        }
        return entry;
    }
}
