package dev.llmops.core.language;

import java.util.Set;

/** English words that say nothing by themselves. */
public final class StopWords {
    private static final Set<String> WORDS = Set.of(
            ("a about above after again against all also although am among an and another any anybody anyone anything "
                            + "are as at be because been before being below between both but by can can't cannot could "
                            + "couldn't did didn't do does doesn't doing don't done down during each either else etc "
                            + "even ever every everybody everyone everything few for from further had has hasn't have "
                            + "haven't having he he'd he's her here hers herself him himself his how however i i'd "
                            + "i'll i'm i've if in into is isn't it it's its itself just least less many may me might "
                            + "mine more most much must mustn't my myself neither never no nobody none nor not nothing "
                            + "now of off often on once one only onto or other others otherwise ought our ours "
                            + "ourselves out over own per perhaps please rather same shall she she's should shouldn't "
                            + "since so some somebody someone something such than that that's the their theirs them "
                            + "themselves then there there's therefore these they they're this those though through "
                            + "thus till to too toward towards under unless until up upon us very via was wasn't we "
                            + "we're were weren't what what's whatever when whenever where where's whereas wherever "
                            + "whether which whichever while who who's whoever whom whose why will with within without "
                            + "won't would wouldn't yes yet you you're your yours yourself yourselves")
                    .split(" ", -1));

    private StopWords() {}

    /** {@return whether {@code word}, in lower case, says nothing by itself} */
    public static boolean contains(String word) {
        return WORDS.contains(word);
    }
}
