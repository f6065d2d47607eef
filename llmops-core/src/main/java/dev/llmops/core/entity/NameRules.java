package dev.llmops.core.entity;

import java.util.Set;

/**
 * Names of people and organisations: a title or given name and the capitalised words after it, or
 * capitalised words and the legal form or kind of organisation after them.
 */
final class NameRules {
    private static final int MOST_PARTS = 5;

    /** What stands before a name, as in "Frau Prof. Dr. Dr."; a bound, since each title of a row begins anew. */
    private static final int MOST_TITLES = 8;

    private static final Set<String> TITLES = Words.of("""
            mr mrs ms miss mx dr prof professor doctor sir madam lady lord herr frau herrn mme mlle monsieur
            madame señor señora signor signora captain capt colonel lieutenant lt sergeant sgt general judge
            senator governor rev reverend fr rabbi imam ing dipl""");

    private static final Set<String> PARTICLES = Words.of("""
            van von der den de del della di da dos du la le bin ibn al el ter ten zu zur af av y""");

    /** Legal forms, as they are written. */
    private static final Set<String> LEGAL_FORMS = Words.of("""
            Inc Incorporated Ltd Limited LLC LLP LP PLC plc Plc Corp Corporation Co GmbH gGmbH mbH AG SE KG KGaA
            OHG GbR UG eG SA SAS SARL Sàrl SpA Srl SRL BV NV AB ASA AS Oy Oyj ApS Pty Pte Kft Zrt OOO OÜ LLLP""");

    /** Words for kinds of organisations that end a name. */
    private static final Set<String> KINDS = Words.of("""
            Company Group Holding Holdings University College Institute Bank Foundation Association Agency
            Ministry Department Committee Commission Council Union Society Airlines Airways Industries Partners
            Technologies Systems Labs Laboratories Hospital Universität Hochschule Stiftung Werke Stadtwerke
            Gruppe Verlag Insurance Motors Pharmaceuticals Consulting Solutions Software Electronics Energy
            Logistics""");

    /** Kinds of organisations that a name follows after {@code of} or {@code for}. */
    private static final Set<String> KINDS_OF = Words.of("""
            University College Institute Bank Ministry Department Office Bureau Association Society Church
            Academy Council School Universität Federation League""");

    /** Words that begin sentences and titles with a capital but are no part of a name. */
    private static final Set<String> COMMON = Words.of("""
            a about after all also although an and any are as ask at be because before both but by call can
            could dear did do does during each either every find for from get give had has have he hello her
            here hey hi his how however i if in into is it its let like list make many may meet more most my new
            next no not now of off on once one only or our out over per please said says see send she should
            show since so some such tell thank thanks that the their them then there these they this those
            through to today too under until up was we were what when where whether which while who whom whose
            why will with without would write yes yesterday yet you your der die das ein eine und oder ist war
            hat im in am mit für von zu auf bei nach sie er wir ich es wer was wie wo warum wann hallo bitte
            liebe lieber le la les un une el los""");

    private final Tokens tokens;
    private final Matches matches;

    NameRules(Tokens tokens, Matches matches) {
        this.tokens = tokens;
        this.matches = matches;
    }

    /** Looks for names that begin, or for organisations that end, with the capitalised word at {@code at}. */
    void atCapital(int at) {
        String word = tokens.word(at);
        if (LEGAL_FORMS.contains(word) || KINDS.contains(word)) {
            organisation(at, LEGAL_FORMS.contains(word));
        }
        if (KINDS_OF.contains(word)) {
            organisationOf(at);
        }
        String lower = tokens.lower(at);
        if (TITLES.contains(lower)) {
            titled(at);
        } else if (GivenNames.contains(lower) && !isWithinName(at)) {
            named(at, lower);
        } else if (isInitial(at) && !isInitial(at - 2)) {
            initialed(at);
        }
    }

    // ---- people -----------------------------------------------------------------------------------------------------

    private void titled(int at) {
        int token = afterTitle(at);
        for (int titles = 1; titles < MOST_TITLES && isTitle(token); titles++) {
            token = afterTitle(token);
        }
        if (!tokens.isInLine(token)) {
            return;
        }
        int last = nameEnd(token, true);
        if (last >= token) {
            matches.add("PERSON", canonical(token, last), tokens.start(at), tokens.end(last), 0.9);
        }
    }

    private boolean isTitle(int token) {
        return tokens.isInLine(token) && tokens.isCapital(token) && TITLES.contains(tokens.lower(token));
    }

    private int afterTitle(int title) {
        boolean stop = tokens.is(title + 1, '.') && tokens.isJoined(title + 1);
        return stop ? title + 2 : title + 1;
    }

    private void named(int at, String lower) {
        int last = nameEnd(at, false);
        boolean ambiguous = GivenNames.isAmbiguous(lower);
        boolean begins = tokens.beginsSentence(at);
        if (last > at) {
            double score = ambiguous ? 0.7 : 0.85;
            matches.add("PERSON", canonical(at, last), tokens.start(at), tokens.end(last), score);
        } else if (!ambiguous) {
            matches.add("PERSON", tokens.word(at), tokens.start(at), tokens.end(at), begins ? 0.4 : 0.5);
        }
    }

    private void initialed(int at) {
        int token = at;
        while (isInitial(token) && token - at < 2 * MOST_PARTS) {
            token += 2;
        }
        boolean surname = tokens.isInLine(token) && isNamePart(token) && tokens.size(token) > 2;
        boolean enumerator = token == at + 2 && tokens.beginsSentence(at) && !tokens.isCapital(token + 1);
        if (surname && !enumerator) {
            int last = nameEnd(token, true);
            matches.add("PERSON", canonical(at, last), tokens.start(at), tokens.end(last), 0.6);
        }
    }

    /** {@return the last token of the name that begins with {@code first}, or the one before it if there is none} */
    private int nameEnd(int first, boolean mayBeOne) {
        int last = first - 1;
        int parts = 0;
        int token = first;
        while (parts < MOST_PARTS && (token == first || tokens.isInLine(token))) {
            if (isInitial(token)) {
                boolean more = tokens.isInLine(token + 2) && (isNamePart(token + 2) || isInitial(token + 2));
                if (!more) {
                    break;
                }
                last = token + 1;
                token += 2;
            } else if (isNamePart(token)) {
                last = token;
                token++;
                while (tokens.is(token, '-')
                        && tokens.isJoined(token)
                        && tokens.isJoined(token + 1)
                        && isNamePart(token + 1)) {
                    last = token + 1;
                    token += 2;
                }
            } else if (last >= first && isParticle(token)) {
                int next = token + 1;
                while (isParticle(next) && tokens.isInLine(next) && next - token < 3) {
                    next++;
                }
                if (!tokens.isInLine(next) || !isNamePart(next)) {
                    break;
                }
                last = next;
                token = next + 1;
            } else {
                break;
            }
            parts++;
        }
        return last >= first && (mayBeOne || last > first) ? last : mayBeOne ? first - 1 : first;
    }

    private boolean isParticle(int token) {
        return tokens.isWord(token) && !tokens.isCapital(token) && PARTICLES.contains(tokens.lower(token));
    }

    private boolean isInitial(int token) {
        return tokens.size(token) == 1
                && tokens.isCapital(token)
                && tokens.is(token + 1, '.')
                && tokens.isJoined(token + 1);
    }

    /** {@return whether a word may be a part of a name: it has a capital and is no common word} */
    private boolean isNamePart(int token) {
        if (!tokens.isCapital(token) || tokens.size(token) < 2) {
            return false;
        }
        String lower = tokens.lower(token);
        boolean calendar = CalendarWords.day(lower) != null && tokens.size(token) > 3;
        boolean digits = tokens.isJoined(token + 1) && tokens.isDigits(token + 1);
        return !calendar
                && !digits
                && !(COMMON.contains(lower) && !lower.equals("may"))
                && !LEGAL_FORMS.contains(tokens.word(token));
    }

    /** {@return whether the word before belongs to the same name, which then began earlier} */
    private boolean isWithinName(int at) {
        return tokens.isInLine(at)
                && tokens.isWord(at - 1)
                && GivenNames.contains(tokens.lower(at - 1))
                && tokens.isCapital(at - 1);
    }

    private String canonical(int first, int last) {
        StringBuilder name = new StringBuilder();
        for (int i = first; i <= last; i++) {
            boolean blank = i > first && !tokens.isJoined(i);
            name.append(blank ? " " : "").append(tokens.word(i));
        }
        return name.toString();
    }

    // ---- organisations ----------------------------------------------------------------------------------------------

    private void organisation(int at, boolean legal) {
        int first = at;
        int parts = 0;
        while (parts < MOST_PARTS) {
            int before = first - 1;
            boolean comma = legal && first == at && tokens.is(before, ',');
            if (comma && tokens.isInLine(at) && isOrganisationPart(before - 1)) {
                first = before - 1;
            } else if (tokens.isInLine(first) && isOrganisationPart(before)) {
                first = before;
            } else if (tokens.isInLine(first)
                    && (tokens.is(before, '&') || tokens.is(before, '-') || tokens.is(before, '+'))
                    && tokens.isInLine(before)
                    && isOrganisationPart(before - 1)) {
                first = before - 1;
            } else {
                break;
            }
            parts++;
        }
        if (first == at || (parts == 1 && tokens.isDigits(first))) {
            return;
        }
        int last = legal ? afterLegalForms(at) : at;
        matches.add("ORGANIZATION", canonical(first, last), tokens.start(first), tokens.end(last), legal ? 0.9 : 0.7);
    }

    private boolean isOrganisationPart(int token) {
        if (tokens.isDigits(token)) {
            return tokens.size(token) <= 4 && tokens.isInLine(token) && tokens.isCapital(token - 1);
        }
        boolean common =
                COMMON.contains(tokens.lower(token)) && !(tokens.isAllCapitals(token) && tokens.size(token) > 1);
        return tokens.isCapital(token) && !common && !LEGAL_FORMS.contains(tokens.word(token));
    }

    /** {@return the last token of a legal form that goes on, as in {@code GmbH & Co. KG} and {@code Co., Ltd.}} */
    private int afterLegalForms(int at) {
        int last = at;
        for (int forms = 0; forms < 3; forms++) {
            boolean stop = tokens.is(last + 1, '.') && tokens.isJoined(last + 1);
            int next = stop ? last + 2 : last + 1;
            if (tokens.is(next, ',') || tokens.is(next, '&')) {
                next++;
            }
            if (!tokens.isInLine(next) || !LEGAL_FORMS.contains(tokens.word(next))) {
                break;
            }
            last = next;
        }
        boolean abbreviated = tokens.is(last + 1, '.') && tokens.isJoined(last + 1) && tokens.size(last) <= 4;
        return abbreviated && !tokens.isAllCapitals(last) && tokens.isInLine(last + 2) && !tokens.isCapital(last + 2)
                ? last + 1
                : last;
    }

    private void organisationOf(int at) {
        boolean joined = tokens.is(at + 1, "of") || tokens.is(at + 1, "for");
        int token = tokens.is(at + 2, "the") ? at + 3 : at + 2;
        if (!joined || !tokens.isInLine(at + 1) || !tokens.isInLine(token) || !isOrganisationPart(token)) {
            return;
        }
        int last = token;
        while (last - token < MOST_PARTS && tokens.isInLine(last + 1)) {
            boolean and = tokens.is(last + 1, "and") && tokens.isInLine(last + 2) && isOrganisationPart(last + 2);
            if (!and && !isOrganisationPart(last + 1)) {
                break;
            }
            last += and ? 2 : 1;
        }
        matches.add("ORGANIZATION", canonical(at, last), tokens.start(at), tokens.end(last), 0.8);
    }
}
