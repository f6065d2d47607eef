package dev.llmops.core.guarding;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The placeholders of one call, such as {@code <PERSON_1>}, and what they stand for.
 *
 * <p>The same value always has the same placeholder; another spelling of it has the same number
 * with a letter, {@code <PERSON_1b>}, so that the model sees one identity and every spelling is
 * restored as it was. Placeholder-like text that was there before is never issued, so restoring is
 * exact for every input. Safe for concurrent use; holds values only as long as the call lives.
 */
public final class Pseudonyms {
    private static final int LONGEST_KIND = 64;
    private static final Pattern LOOKS_ISSUED = Pattern.compile("<[^<>]{1," + LONGEST_KIND + "}_[0-9]{1,9}[a-z]{0,9}>");

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> numberOfIdentity = new HashMap<>();
    private final Map<String, Integer> spellingsOfIdentity = new HashMap<>();
    private final Map<String, Integer> lastNumberOfLabel = new HashMap<>();
    private final Set<String> identities = new HashSet<>();
    private final NavigableMap<String, String> placeholderOfValue = new TreeMap<>();
    private final NavigableMap<String, String> valueOfPlaceholder = new TreeMap<>();
    private int longest;

    /** Creates a set without placeholders. */
    public Pseudonyms() {}

    /** Reserves what looks like a placeholder in {@code text} already, so that it is never issued. */
    public void reserve(String text) {
        if (text.indexOf('<') < 0) {
            return;
        }
        lock.lock();
        try {
            Matcher matcher = LOOKS_ISSUED.matcher(text);
            while (matcher.find()) {
                taken.add(matcher.group());
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return the placeholder of {@code value}, which is a {@code kind}} */
    public String placeholder(String kind, String value) {
        lock.lock();
        try {
            String known = placeholderOfValue.get(value);
            if (known != null) {
                return known;
            }
            String plain = identity(value);
            String label = label(kind);
            String identity = label + ' ' + plain;
            String issued;
            do {
                issued = next(label, identity);
            } while (taken.contains(issued));
            identities.add(plain);
            placeholderOfValue.put(value, issued);
            valueOfPlaceholder.put(issued, value);
            longest = Math.max(longest, issued.length());
            return issued;
        } finally {
            lock.unlock();
        }
    }

    /** {@return the kind as placeholders show it, whatever a guard calls it: what is issued must look issued} */
    private static String label(String kind) {
        String label = kind.replace('<', '_').replace('>', '_');
        return label.length() > LONGEST_KIND ? label.substring(0, LONGEST_KIND) : label;
    }

    private String next(String label, String identity) {
        int spelling = spellingsOfIdentity.merge(identity, 1, Integer::sum);
        Integer number = numberOfIdentity.get(identity);
        if (number == null) {
            number = lastNumberOfLabel.merge(label, 1, Integer::sum);
            numberOfIdentity.put(identity, number);
        }
        return "<" + label + "_" + number + letters(spelling) + ">";
    }

    /** The first spelling has no letter, then b, c, …, z, ab, ac, …. */
    private static String letters(int spelling) {
        StringBuilder letters = new StringBuilder();
        for (int rest = spelling - 1; rest > 0; rest = (rest - 1) / 25) {
            letters.insert(0, (char) ('b' + (rest - 1) % 25));
        }
        return letters.toString();
    }

    private static String identity(String value) {
        StringBuilder identity = new StringBuilder();
        value.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(identity::appendCodePoint);
        return identity.length() == 0 ? value : identity.toString();
    }

    /** {@return whether {@code value} was met on the way to the model, as it stands or in another spelling} */
    public boolean knows(String value) {
        lock.lock();
        try {
            return placeholderOfValue.containsKey(value) || identities.contains(identity(value));
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether no placeholder has been issued} */
    public boolean isEmpty() {
        lock.lock();
        try {
            return valueOfPlaceholder.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** {@return {@code text} with every known value replaced by its placeholder, longest first} */
    public String conceal(String text) {
        lock.lock();
        try {
            return placeholderOfValue.isEmpty() ? text : new KnownValues(placeholderOfValue).replaceIn(text);
        } finally {
            lock.unlock();
        }
    }

    /** {@return {@code text} with every issued placeholder replaced by its value} */
    public String restore(String text) {
        if (text.indexOf('<') < 0) {
            return text;
        }
        StringBuilder restored = new StringBuilder();
        RestoreFilter filter = new RestoreFilter(this);
        filter.feed(text, restored::append);
        filter.finish(restored::append);
        return restored.toString();
    }

    /** {@return the value of a placeholder that was issued} */
    Optional<String> value(String placeholder) {
        lock.lock();
        try {
            return Optional.ofNullable(valueOfPlaceholder.get(placeholder));
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether a placeholder was issued that begins with {@code text} and goes on} */
    boolean begins(CharSequence text) {
        lock.lock();
        try {
            String start = text.toString();
            // What begins with a text comes right after it in order.
            String next = valueOfPlaceholder.higherKey(start);
            return next != null && next.startsWith(start);
        } finally {
            lock.unlock();
        }
    }

    /** {@return the length of the longest placeholder} */
    int longest() {
        lock.lock();
        try {
            return longest;
        } finally {
            lock.unlock();
        }
    }

    /** Shows the number of placeholders only. */
    @Override
    public String toString() {
        lock.lock();
        try {
            return "Pseudonyms[" + valueOfPlaceholder.size() + "]";
        } finally {
            lock.unlock();
        }
    }
}
