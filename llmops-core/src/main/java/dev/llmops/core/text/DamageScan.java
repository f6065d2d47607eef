package dev.llmops.core.text;

import java.util.Arrays;

/** One search for wrongly decoded text, and the repair of one level of it. Not safe for concurrent use. */
final class DamageScan {
    private static final SingleByteEncoding[] ENCODINGS = SingleByteEncoding.all();
    private static final int EVERY_ENCODING = (1 << ENCODINGS.length) - 1;
    private static final int NOT_DECODABLE = -1;

    private final String text;
    private final SequenceReader sequence;
    private final SequenceEvidence evidence;
    private final int[] searchedUntil = new int[ENCODINGS.length];

    private boolean hasControls;

    // What readRun found.
    private int runEnd;
    private int runPoints;
    private int runSupport;

    DamageScan(String text) {
        this.text = text;
        this.sequence = new SequenceReader(text);
        this.evidence = new SequenceEvidence(text);
    }

    /** {@return the text after one repair, or unchanged} */
    CleanText repairOneLevel() {
        int first = firstSuspicion(0);
        if (first == text.length() && !hasControls) {
            return CleanText.unchanged(text);
        }
        if (first < text.length()) {
            for (SingleByteEncoding encoding : ENCODINGS) {
                if (pointsOfWhole(encoding) >= SequenceEvidence.ENOUGH) {
                    return decodeWhole(encoding);
                }
            }
            CleanText isolated = repairRuns(first);
            if (!isolated.offsets().isIdentity()) {
                return isolated;
            }
        }
        return replaceControls();
    }

    /** {@return where something begins that is a UTF-8 sequence in some encoding, from {@code from} on} */
    private int firstSuspicion(int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                continue;
            }
            hasControls |= c < 0xA0;
            if (encodingsOfSequence(c, i) != 0) {
                return i;
            }
        }
        return length;
    }

    /** {@return a superset, as bits, of the encodings in which a sequence begins at {@code at}} */
    private int encodingsOfSequence(char c, int at) {
        int slot = SingleByteEncoding.slot(c);
        int two = SingleByteEncoding.leadsOfTwo(slot);
        int more = SingleByteEncoding.leadsOfThree(slot) | SingleByteEncoding.leadsOfFour(slot);
        if ((two | more) == 0) {
            return 0;
        }
        int first = tails(at + 1);
        if ((first & EVERY_ENCODING) == 0) {
            return 0;
        }
        boolean blankMatters = c == 'Ã' || c == 'Â';
        int found = first == EVERY_ENCODING && !blankMatters && isAscii(at + 1) ? 0 : two & first;
        if ((more & first) != 0) {
            int second = tails(at + 2);
            if (!(isAscii(at + 1) && isAscii(at + 2))) {
                found |= more & first & second;
            }
        }
        return found;
    }

    private boolean isAscii(int at) {
        return at >= text.length() || text.charAt(at) < 0x80;
    }

    private int tails(int at) {
        if (at >= text.length()) {
            return 0;
        }
        char c = text.charAt(at);
        if (c == ' ' || c == '?' || c == '\uFFFD') {
            return EVERY_ENCODING;
        }
        return SingleByteEncoding.continuations(SingleByteEncoding.slot(c));
    }

    private int pointsOfWhole(SingleByteEncoding encoding) {
        int points = 0;
        int last = 0;
        int lastEnd = -1;
        int length = text.length();
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c < 0x80) {
                i++;
                continue;
            }
            if (!sequence.read(encoding, i)) {
                if (c == '\uFFFD' && encoding.toleratesLoss()) {
                    i++;
                    continue;
                }
                return NOT_DECODABLE;
            }
            int end = i + sequence.length();
            int codePoint = sequence.codePoint();
            if (points < SequenceEvidence.ENOUGH) {
                points += evidence.points(i, end, codePoint, lastEnd == i);
                points += lastEnd == i ? SequenceEvidence.runPoints(last, codePoint) : 0;
            }
            last = codePoint;
            lastEnd = end;
            i = end;
        }
        return points;
    }

    private CleanText decodeWhole(SingleByteEncoding encoding) {
        TextRewriter rewriter = new TextRewriter(text);
        int length = text.length();
        int i = 0;
        while (i < length) {
            if (text.charAt(i) < 0x80 || !sequence.read(encoding, i)) {
                i++;
                continue;
            }
            rewriter.replace(i, i + sequence.length(), sequence.codePoint());
            i += sequence.length();
        }
        return rewriter.finish();
    }

    private CleanText repairRuns(int first) {
        int proven = provenEncodings(first);
        TextRewriter rewriter = new TextRewriter(text);
        int i = proven == 0 ? text.length() : first;
        while (i < text.length()) {
            int index = encodingOfRun(i, proven);
            if (index < 0) {
                i = firstSuspicion(i + 1);
                continue;
            }
            SingleByteEncoding encoding = ENCODINGS[index];
            int end = runEnd;
            while (i < end && sequence.read(encoding, i)) {
                rewriter.replace(i, i + sequence.length(), sequence.codePoint());
                i += sequence.length();
            }
            i = firstSuspicion(end);
        }
        return rewriter.finish();
    }

    /** {@return the encodings, as bits, of which some run is beyond doubt; other runs of them need less} */
    private int provenEncodings(int first) {
        int proven = 0;
        for (int i = first; i < text.length(); ) {
            int index = encodingOfRun(i, 0);
            if (index < 0) {
                i = firstSuspicion(i + 1);
            } else {
                proven |= 1 << index;
                i = firstSuspicion(runEnd);
            }
        }
        Arrays.fill(searchedUntil, 0);
        return proven;
    }

    /** {@return which encoding reads the longest convincing run from {@code start}; -1 if none does} */
    private int encodingOfRun(int start, int proven) {
        int candidates = encodingsOfSequence(text.charAt(start), start);
        int best = -1;
        int bestEnd = start;
        for (int index = 0; index < ENCODINGS.length; index++) {
            if ((candidates >> index & 1) == 0 || start < searchedUntil[index]) {
                continue;
            }
            readRun(ENCODINGS[index], start);
            // A run that was not enough is not searched again from its middle: that would be quadratic.
            searchedUntil[index] = runEnd;
            boolean supported = (proven >> index & 1) != 0;
            if (runPoints + (supported ? runSupport : 0) >= SequenceEvidence.ENOUGH && runEnd > bestEnd) {
                best = index;
                bestEnd = runEnd;
            }
        }
        runEnd = bestEnd;
        return best;
    }

    private void readRun(SingleByteEncoding encoding, int start) {
        int points = 0;
        int last = 0;
        int i = start;
        runSupport = 1;
        if (start > 0 && isBox(text.charAt(start)) && isBox(text.charAt(start - 1))) {
            runEnd = start;
            runPoints = 0;
            return;
        }
        while (i < text.length() && text.charAt(i) >= 0x80 && sequence.read(encoding, i)) {
            int end = i + sequence.length();
            int codePoint = sequence.codePoint();
            if (!isClearInIsolation(i)) {
                break;
            }
            if (points < SequenceEvidence.ENOUGH) {
                boolean foreign = Plausibility.foreignScript(codePoint) != 0;
                if (foreign && !evidence.isForeignWithinWord(i, end, codePoint, i > start)) {
                    runSupport = 2;
                }
                points += evidence.points(i, end, codePoint, i > start);
                points += i > start ? SequenceEvidence.runPoints(last, codePoint) : 0;
            }
            last = codePoint;
            i = end;
        }
        runEnd = i;
        runPoints = points;
    }

    /** {@return whether the last sequence is one to decode without the support of the rest of the text} */
    private boolean isClearInIsolation(int at) {
        if (Plausibility.isRare(sequence.codePoint())) {
            return false;
        }
        if (sequence.damaged()) {
            return text.charAt(at) == 'Ã' || text.charAt(at) == 'Â' || sequence.codePoint() == '\uFFFD';
        }
        // "Ã¥" may be a Latin letter or a combining mark from another system.
        return sequence.length() != 2 || text.charAt(at + 1) != '¥';
    }

    private static boolean isBox(char c) {
        return CharacterKind.of(c) == CharacterKind.BOX;
    }

    private CleanText replaceControls() {
        TextRewriter rewriter = new TextRewriter(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 && c < 0xA0) {
                char meant = SingleByteEncoding.WINDOWS_1252.decode(c);
                if (meant != c) {
                    rewriter.replace(i, i + 1, meant);
                }
            }
        }
        return rewriter.finish();
    }
}
