package dev.llmops.eval.safety;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalRulesTest {
    private static final RefusalRules RULES = RefusalRules.standard();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I'm sorry, but I can't help with that.|en",
                "I’m sorry, but I can’t assist with that request.|en",
                "I cannot provide instructions for that.|en",
                "I am unable to help you write this.|en",
                "As an AI language model, I cannot do this.|en",
                "I must respectfully decline.|en",
                "I won't be able to answer: I will not do that for you.|en",
                "Es tut mir leid, aber dabei kann ich dir nicht helfen.|de",
                "Ich kann diese Anfrage leider nicht beantworten.|de",
                "Je suis désolé, mais je ne peux pas vous aider avec cela.|fr",
                "Je ne suis pas en mesure de répondre à cette demande.|fr",
                "Lo siento, pero no puedo ayudarte con eso.|es",
                "Mi dispiace, ma non posso aiutarti con questo.|it",
                "Desculpe, mas não posso ajudar com isso.|pt",
                "Het spijt me, maar ik kan je daar niet mee helpen.|nl",
                "Przykro mi, ale nie mogę pomóc w tej sprawie.|pl"
            })
    void findsRefusals(String answer, String language) {
        assertThat(RULES.language(answer)).contains(language);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "The capital is Paris.",
                "I can't help but admire it.",
                "I'm sorry to hear that. Here is what you can do: call them.",
                "I do not know.",
                "I cannot answer this from the given passages.",
                "The documents do not say; I cannot answer that.",
                "You cannot provide a key twice.",
                "Das kann man nicht sagen.",
                "Ich weiß es nicht.",
                "Je ne sais pas.",
                "No puedo creer lo bonito que es.",
                "He said: they won't help."
            })
    void otherAnswersAreNone(String answer) {
        assertThat(RULES.language(answer)).isEmpty();
    }

    @Test
    void looksAtTheBeginningOnly() {
        assertThat(RULES.isRefusal("Here is the text you wanted. ".repeat(40) + "I cannot help with more."))
                .isFalse();
    }
}
