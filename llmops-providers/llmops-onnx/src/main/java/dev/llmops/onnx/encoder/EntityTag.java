package dev.llmops.onnx.encoder;

/**
 * What a label of a recogniser says about a token: B-PER, I-PER, E-PER, S-PER and the like, or O.
 *
 * <p>Understands the schemes IOB1, IOB2, IOBES and BILOU; a label without a letter in front continues what is before.
 *
 * @param type the type; empty for a token that names nothing
 * @param begins whether something begins here in any case
 * @param ends whether it ends here in any case
 */
record EntityTag(String type, boolean begins, boolean ends) {
    private static final EntityTag OUTSIDE = new EntityTag("", false, false);

    /** {@return what {@code label} says} */
    static EntityTag of(String label) {
        if (label.equalsIgnoreCase("O")) {
            return OUTSIDE;
        }
        boolean marked = label.length() > 2 && label.charAt(1) == '-' && "BIESLU".indexOf(label.charAt(0)) >= 0;
        if (!marked) {
            return new EntityTag(label, false, false);
        }
        char letter = label.charAt(0);
        return new EntityTag(label.substring(2), "BSU".indexOf(letter) >= 0, "ELSU".indexOf(letter) >= 0);
    }

    /** {@return whether the token names nothing} */
    boolean isOutside() {
        return type.isEmpty();
    }
}
