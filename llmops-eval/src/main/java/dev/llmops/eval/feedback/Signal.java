package dev.llmops.eval.feedback;

import dev.llmops.api.Require;

/** One thing that a user said about an answer or did with it. Immutable. */
public sealed interface Signal {
    /** {@return whether the user meant to judge; what users merely do says less} */
    default boolean isExplicit() {
        return true;
    }

    /** {@return what this says about the answer} */
    Opinion opinion();

    /**
     * A thumb.
     *
     * @param up whether it points up
     */
    record Thumb(boolean up) implements Signal {
        @Override
        public Opinion opinion() {
            return up ? Opinion.LIKED : Opinion.DISLIKED;
        }
    }

    /**
     * Stars. The upper two fifths of the scale like the answer, the lower two dislike it.
     *
     * @param given how many, from 1
     * @param most of how many
     */
    record Stars(int given, int most) implements Signal {
        /** Checks the range. */
        public Stars {
            Require.inRange(most, 2, 1_000, "most");
            Require.inRange(given, 1, most, "given");
        }

        @Override
        public Opinion opinion() {
            double place = (given - 1.0) / (most - 1);
            return place >= 0.75 ? Opinion.LIKED : place <= 0.25 ? Opinion.DISLIKED : Opinion.UNDECIDED;
        }
    }

    /**
     * The user changed the answer before using it. How much is said by {@link Feedback#editDistance}.
     *
     * @param accepted the text as it was used
     */
    record Edit(String accepted) implements Signal {
        /** Checks the text. */
        public Edit {
            Require.nonNull(accepted, "accepted");
        }

        @Override
        public Opinion opinion() {
            return Opinion.UNDECIDED;
        }

        /** Shows the length, not the text. */
        @Override
        public String toString() {
            return "Edit[" + accepted.length() + " characters]";
        }
    }

    /**
     * The user was shown two answers and took this one.
     *
     * @param over the call whose answer was not taken
     */
    record Preferred(String over) implements Signal {
        /** Checks the id. */
        public Preferred {
            Require.nonBlank(over, "over");
        }

        @Override
        public Opinion opinion() {
            return Opinion.LIKED;
        }
    }

    /** The user copied the answer. */
    record Copied() implements Signal {
        @Override
        public boolean isExplicit() {
            return false;
        }

        @Override
        public Opinion opinion() {
            return Opinion.LIKED;
        }
    }

    /** The user asked for another answer to the same question. */
    record Retried() implements Signal {
        @Override
        public boolean isExplicit() {
            return false;
        }

        @Override
        public Opinion opinion() {
            return Opinion.DISLIKED;
        }
    }

    /** The user went away without using the answer. */
    record Abandoned() implements Signal {
        @Override
        public boolean isExplicit() {
            return false;
        }

        @Override
        public Opinion opinion() {
            return Opinion.DISLIKED;
        }
    }
}
