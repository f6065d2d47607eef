package dev.llmops.core.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DataTest {
    private final Words words = new Words();

    @Test
    void findsTheSameQuantityInOtherWords() {
        assertBacked("14%", "14 percent");
        assertBacked("1.28 km", "1,280 metres");
        assertBacked("$3.2 billion", "3,200 million dollars");
        assertBacked("4,000 mg", "4 g");
        assertBacked("thirty days", "30 days");
        assertBacked("twenty-one pumps", "21 pumps");
        assertBacked("60 requests a minute", "60 requests per minute per key");
        assertBacked("€12", "12 euros");
        assertBacked("15 °C", "15 degrees celsius".replace("degrees ", ""));
        assertBacked("at most 4 g", "up to 4 g");
        assertBacked("30 days", "within 30 days");
    }

    @Test
    void tellsQuantitiesApart() {
        assertNotBacked("330 feet", "330 metres");
        assertNotBacked("30 weeks", "30 days");
        assertNotBacked("60 requests per second", "60 requests per minute");
        assertNotBacked("42,000 trains", "42,000 vehicles");
        assertNotBacked("over 18", "under 18");
        assertNotBacked("at least 4 g", "at most 4 g");
        assertNotBacked("€12", "$12");
        assertNotBacked("303 metres", "330 metres");
        assertNotBacked("section 5", "section 4");
        assertNotBacked("version 5", "section 5");
    }

    @Test
    void findsTheSameDateInOtherWords() {
        assertBacked("March 2024", "12 March 2024");
        assertBacked("2024", "12 March 2024");
        assertBacked("March 12, 2024", "12 March 2024");
        assertBacked("2024-03-12", "12th of March 2024");
        assertBacked("on Tuesdays", "every Tuesday");
        assertBacked("at 2 pm", "at 14:00");
        assertBacked("9:30 a.m.", "09:30");
    }

    @Test
    void tellsDatesApart() {
        assertNotBacked("12 March 2024", "March 2024");
        assertNotBacked("12 March 2023", "12 March 2024");
        assertNotBacked("Tuesday", "Thursday");
        assertNotBacked("2 pm", "2 am");
        assertNotBacked("1898", "1889");
    }

    @Test
    void takesMayAndMarchForMonthsOnlyWhereTheyAreThat() {
        assertThat(found("Visitors may enter.")).isEmpty();
        assertThat(found("They march on.")).isEmpty();
        assertThat(found("It opens in May.")).singleElement().isInstanceOf(Datum.CalendarDate.class);
    }

    @Test
    void readsNoFiguresInIdentifiersAndVersions() {
        assertThat(found("Pump P-101 runs version 1.2.3.")).isEmpty();
    }

    private void assertBacked(String claim, String source) {
        assertThat(isBacked(claim, source)).as("%s by %s", claim, source).isTrue();
    }

    private void assertNotBacked(String claim, String source) {
        assertThat(isBacked(claim, source)).as("%s by %s", claim, source).isFalse();
    }

    private boolean isBacked(String claim, String source) {
        List<Datum> given = found("It is " + source + " .");
        List<Datum> claimed = found("It is " + claim + " .");
        assertThat(claimed).as(claim).isNotEmpty();
        return claimed.stream().allMatch(datum -> given.stream().anyMatch(datum::isBackedBy));
    }

    private List<Datum> found(String text) {
        return Data.in(words.read(text));
    }
}
