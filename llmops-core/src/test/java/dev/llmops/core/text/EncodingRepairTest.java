package dev.llmops.core.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingRepairTest {
    private static final List<String> SENTENCES = List.of(
            "Die Prüfung der Pumpe ergab: Öldruck zu niedrig – bitte „sofort“ prüfen.",
            "Après l’été, le château rouvre à neuf heures ; l’entrée coûte 12 €.",
            "Насос остановлен, давление упало ниже нормы.",
            "Η αντλία σταμάτησε και η πίεση έπεσε.",
            "المضخة متوقفة والضغط منخفض.",
            "ポンプが停止しました。",
            "Máy bơm đã dừng, áp suất thấp.",
            "Alles gut 👍 bis morgen 🎉");

    @ParameterizedTest
    @MethodSource("encodings")
    void undoesOneReadingInAWrongEncoding(SingleByteEncoding encoding) {
        assertThat(SENTENCES)
                .allSatisfy(sentence ->
                        assertThat(repair(misread(sentence, encoding))).isEqualTo(sentence));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void undoesTwoReadingsInAWrongEncoding(SingleByteEncoding encoding) {
        assertThat(SENTENCES)
                .allSatisfy(sentence -> assertThat(repair(misread(misread(sentence, encoding), encoding)))
                        .isEqualTo(sentence));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATÉ LOGO… É AÍ?",
                "Ein Satz mit „Ä“, „Ö“ und „Ü“.",
                "L’île d’Oléron — «été» à 20 €",
                "Їжак і ґава, а її діти",
                "5×£20 = £100, ½ Tasse, 20 °C ± 2",
                "┌──┬──┐\n│é │ö │\n└──┴──┘",
                "── Übersicht ──",
                "▓▓▓░░░ 50 %",
                "می‌خواهم کتاب بخوانم",
                "क्‍षमा कीजिए",
                "👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 👍🏽",
                "Ångström: 1 Å² = 10⁻²⁰ m²",
                "x ∈ ℝ, ∑ √2 ≈ 1.41, α±β",
                "„Größe“ MÜLLER® JOSÉ™"
            })
    void leavesNaturalTextAlone(String text) {
        CleanText repaired = EncodingRepair.repair(text);

        assertThat(repaired.text()).isSameAs(text);
        assertThat(repaired.offsets().isIdentity()).isTrue();
        assertThat(EncodingRepair.isDamaged(text)).isFalse();
    }

    @Test
    void repairsRunsInATextThatIsOtherwiseSound() {
        assertThat(repair("„Größe“: GrÃ¶ÃŸe, schÃ¶n – gut")).isEqualTo("„Größe“: Größe, schön – gut");
    }

    @Test
    void marksWhatWasLostOnTheWay() {
        assertThat(repair("sie sagte â€œjaâ€\uFFFD und ging")).isEqualTo("sie sagte “ja\uFFFD und ging");
    }

    @Test
    void restoresTheLetterWhoseBlankWasTakenForOne() {
        assertThat(repair("voilÃ\u00A0 comment, et voilÃ le reste")).isEqualTo("voilà comment, et voilà le reste");
    }

    @Test
    void joinsSurrogatesThatWereEncodedOneByOne() {
        assertThat(repair("\u00ED\u00A0\u00BD\u00ED\u00B8\u0080 hi")).isEqualTo("😀 hi");
    }

    @Test
    void readsControlsAsWindowsDoes() {
        assertThat(repair("it\u0092s \u0093fine\u0094 \u0096 really")).isEqualTo("it’s “fine” – really");
    }

    @Test
    void leadsBackToTheDamagedCharacters() {
        CleanText repaired = EncodingRepair.repair("schÃ¶ne GrÃ¼ÃŸe");

        assertThat(repaired.text()).isEqualTo("schöne Grüße");
        assertThat(repaired.offsets().toSourceStart(3)).isEqualTo(3);
        assertThat(repaired.offsets().toSourceEnd(4)).isEqualTo(5);
        // Neighbours that were both replaced are one stretch to the map.
        assertThat(repaired.offsets().toSourceStart(9)).isEqualTo(10);
        assertThat(repaired.offsets().toSourceEnd(11)).isEqualTo(14);
    }

    private static SingleByteEncoding[] encodings() {
        return SingleByteEncoding.all();
    }

    /** {@return what a program shows that takes the UTF-8 of {@code text} for another encoding} */
    static String misread(String text, SingleByteEncoding encoding) {
        StringBuilder shown = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            int code = b & 0xFF;
            shown.append(code < 0x80 ? (char) code : encoding.decode(code));
        }
        return shown.toString();
    }

    private static String repair(String text) {
        return EncodingRepair.repair(text).text();
    }
}
