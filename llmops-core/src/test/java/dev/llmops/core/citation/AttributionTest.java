package dev.llmops.core.citation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributionTest {
    private static final String EIFFEL =
            "The Eiffel Tower was completed in 1889 and stands 330 metres tall. It was designed by the company of Gustave Eiffel.";
    private static final String REFUND =
            "Refunds are accepted within 30 days of purchase with a receipt. Opened software cannot be returned.";
    private static final String ORDER =
            "Order 48213 shipped on 12 March 2024 from Rotterdam and arrived in Oslo on 19 March 2024.";
    private static final String DOSE =
            "The maximum dose for adults is 4 g of paracetamol per day. Children under 12 must not exceed 2 g.";
    private static final String JAVA =
            "Java 17 was released in September 2021 as a long-term support version. Java 21 followed in September 2023.";
    private static final String REV = "Revenue rose 14% to $3.2 billion while net income fell to $410 million.";
    private static final String CURIE =
            "Marie Curie won the Nobel Prize in Physics in 1903 with Pierre Curie and Henri Becquerel, and the Nobel Prize in Chemistry in 1911 alone.";
    private static final String API =
            "The API allows 60 requests per minute per key; exceeding the limit returns HTTP 429 with a Retry-After header.";
    private static final String MUSEUM =
            "The museum is closed on Mondays. Tickets cost 12 euros, and entry is free for visitors under 18.";
    private static final String BRIDGE =
            "The bridge carries 42,000 vehicles per day, and its main span measures 1,280 metres.";
    private static final String STUDY =
            "The trial enrolled 1,204 patients in 14 hospitals. The drug reduced symptoms in 62% of patients, but it did not shorten the hospital stay.";
    private static final String LEASE =
            "The tenant may sublet one room with the written consent of the landlord. Pets are not allowed. The deposit of 1,500 euros is returned within 60 days after the end of the lease.";
    private static final String PUMP = """
            | Pump | Capacity | Service interval |
            |---|---|---|
            | P-101 | 120 l/s | 4,000 hours |
            | P-102 | 95 l/s | 12 months |
            """;
    private static final String CITY =
            "Lisbon is the capital of Portugal and has about 545,000 inhabitants. The metropolitan area has 2.9 million inhabitants.";
    private static final String MEET =
            "The board meets every Tuesday at 14:00 in room 5. Anna Schmidt chairs the board; Peter Novak takes the minutes.";
    private static final String WARR =
            "The warranty covers defects in material for two years. It does not cover damage caused by water or by unauthorised repairs.";

    @Test
    void judgesFiguresNamesAndVerbs() {
        assertSupported(
                EIFFEL,
                "The Eiffel Tower was completed in 1889.",
                "The tower is 330 m tall.",
                "It was designed by the company of Gustave Eiffel.",
                "The Eiffel Tower was finished in 1889.",
                "The Eiffel Tower stands 330 metres tall and was completed in 1889.");
        assertUnsupported(
                EIFFEL,
                "The Eiffel Tower was completed in 1898.",
                "It was designed by the company of Alexandre Eiffel.",
                "The tower stands 330 feet tall.",
                "The Eiffel Tower was demolished in 1889.",
                "The tower was not completed in 1889.",
                "The Louvre was completed in 1889.",
                "The Eiffel Tower stands in Berlin.");
    }

    @Test
    void judgesConditionsAndDenials() {
        assertSupported(
                REFUND,
                "Opened software cannot be returned.",
                "Software that has been opened cannot be returned.",
                "Refunds require a receipt.",
                "Refunds with a receipt are accepted within 30 days.",
                "Refunds are accepted within thirty days of purchase.");
        assertUnsupported(
                REFUND,
                "Refunds are accepted within 60 days of purchase.",
                "Refunds are accepted within 30 weeks of purchase.",
                "Refunds are not accepted within 30 days of purchase.",
                "All software can be returned.",
                "Unopened software cannot be returned.",
                "Refunds are accepted without a receipt.",
                "Opened software can be returned within 30 days.",
                "Refunds are accepted within 30 days of delivery.");
    }

    @Test
    void judgesDatesAndPlaces() {
        assertSupported(
                ORDER,
                "Order 48213 shipped from Rotterdam.",
                "The order shipped from Rotterdam in March 2024.",
                "The order shipped on March 12, 2024.",
                "The order was shipped on 2024-03-12.",
                "The order was sent on 12 March 2024 from Rotterdam.");
        assertUnsupported(
                ORDER,
                "Order 48213 shipped on 19 March 2024.",
                "The order arrived in Oslo on 12 March 2024.",
                "Order 48213 shipped from Oslo.",
                "Order 48231 shipped on 12 March 2024.",
                "The order arrived in Bergen on 19 March 2024.",
                "The order arrived on 19 March 2023.",
                "The order never arrived in Oslo.");
    }

    @Test
    void judgesLimitsAndUnits() {
        assertSupported(
                DOSE,
                "Adults may take at most 4 g of paracetamol per day.",
                "The maximum dose for adults is 4 g per day.",
                "Children under 12 must not exceed 2 g.",
                "The maximum dose for adults is 4,000 mg of paracetamol per day.");
        assertUnsupported(
                DOSE,
                "The maximum dose for adults is 4 mg of paracetamol per day.",
                "The maximum dose for children under 12 is 4 g.",
                "Children under 12 may exceed 2 g.",
                "Children under 12 must not exceed 4 g.",
                "The minimum dose for adults is 4 g of paracetamol per day.",
                "The maximum dose for adults is 4 g of paracetamol per hour.",
                "Children under 2 must not exceed 12 g.",
                "Adults must take 4 g of ibuprofen per day.");
    }

    @Test
    void judgesVersions() {
        assertSupported(
                JAVA,
                "Java 17 was released in September 2021.",
                "Java 17 is a long-term support version.",
                "Java 21 followed in September 2023.",
                "Java 17 was released in 2021.",
                "Java 21 was released in September 2023.");
        assertUnsupported(
                JAVA,
                "Java 21 was released in September 2021.",
                "Java 17 was released in September 2023.",
                "Java 21 is a long-term support version.",
                "Java 18 was released in September 2021.",
                "Java 17 was released as a short-term support version.",
                "Java 17 is not a long-term support version.");
    }

    @Test
    void judgesMoneyAndDirection() {
        assertSupported(
                REV,
                "Net income fell to $410 million.",
                "Revenue rose 14 percent.",
                "Revenue increased by 14% to 3.2 billion dollars.",
                "Net income decreased to $410 million.");
        assertUnsupported(
                REV,
                "Net income rose to $410 million.",
                "Revenue fell 14%.",
                "Net income rose 14%.",
                "Revenue rose to $3.2 million.",
                "Revenue was $410 million.",
                "Revenue rose 14% to €3.2 billion.",
                "Revenue rose 41%.",
                "Net income did not fall.");
    }

    @Test
    void judgesYearsOfSeveralEvents() {
        assertSupported(
                CURIE,
                "Marie Curie won the Nobel Prize in Chemistry in 1911.",
                "Marie Curie won the Nobel Prize in Physics in 1903.",
                "She won the 1911 prize alone.",
                "She won the Nobel Prize in Physics with Pierre Curie and Henri Becquerel.");
        assertUnsupported(
                CURIE,
                "Marie Curie won the Nobel Prize in Physics in 1911.",
                "Marie Curie won the Nobel Prize in Chemistry in 1903.",
                "Marie Curie won the Nobel Prize in Literature in 1911.",
                "Pierre Curie won the Nobel Prize in Chemistry in 1911.",
                "Marie Curie never won the Nobel Prize.");
    }

    @Test
    void judgesRates() {
        assertSupported(
                API,
                "Exceeding the limit returns a Retry-After header.",
                "The API allows 60 requests per minute.",
                "HTTP 429 is returned with a Retry-After header.");
        assertUnsupported(
                API,
                "The API allows 60 requests per second per key.",
                "The API allows 600 requests per minute.",
                "Exceeding the limit returns HTTP 503.",
                "The API does not limit requests.",
                "The API allows unlimited requests per minute.",
                "The API allows 60 requests per minute per user.");
    }

    @Test
    void judgesOppositesAndQuantifiers() {
        assertSupported(
                MUSEUM,
                "The museum is not open on Mondays.",
                "Tickets cost 12 euros.",
                "Entry is free for visitors under 18.",
                "Tickets cost €12.");
        assertUnsupported(
                MUSEUM,
                "The museum is open on Mondays.",
                "The museum is closed on Sundays.",
                "Tickets cost 12 dollars.",
                "Entry is free for everyone.",
                "Entry is free for visitors over 18.",
                "Entry costs 12 euros for visitors under 18.",
                "Tickets are free.",
                "The museum is always closed.",
                "Entry is free for visitors under 21.",
                "Only adults may enter the museum.");
    }

    @Test
    void judgesCountsAndLengths() {
        assertSupported(
                BRIDGE,
                "The main span measures 1280 metres.",
                "The main span measures 1.28 km.",
                "The bridge carries 42000 vehicles a day.");
        assertUnsupported(
                BRIDGE,
                "The bridge carries 42,000 vehicles per hour.",
                "The bridge carries 42,000 trains per day.",
                "The bridge carries 24,000 vehicles per day.",
                "The main span measures 1,280 feet.",
                "The tunnel carries 42,000 vehicles per day.",
                "Its main span measures 42,000 metres.",
                "The bridge carries no vehicles.");
    }

    @Test
    void judgesShares() {
        assertSupported(
                STUDY,
                "The trial enrolled 1204 patients in 14 hospitals.",
                "The drug reduced symptoms in 62 percent of patients.",
                "The drug did not shorten the hospital stay.");
        assertUnsupported(
                STUDY,
                "The drug shortened the hospital stay.",
                "The drug increased symptoms in 62% of patients.",
                "The drug reduced symptoms in all patients.",
                "The trial enrolled 1,204 hospitals.",
                "The drug reduced symptoms in 62 patients.");
    }

    @Test
    void judgesPermissions() {
        assertSupported(LEASE, "The tenant may sublet one room.", "Pets are forbidden.", "The deposit is 1,500 euros.");
        assertUnsupported(
                LEASE,
                "The tenant may sublet one room without the consent of the landlord.",
                "Pets are allowed.",
                "The deposit is returned within 30 days after the end of the lease.",
                "The deposit is returned within 60 days before the end of the lease.",
                "The tenant must sublet one room.",
                "The tenant may sublet two rooms.",
                "The landlord may sublet one room.");
    }

    @Test
    void judgesRowsOfTables() {
        assertSupported(
                PUMP,
                "P-101 is serviced every 4,000 hours.",
                "Pump P-102 has a capacity of 95 l/s.",
                "The service interval of P-102 is 12 months.");
        assertUnsupported(
                PUMP, "Pump P-102 has a capacity of 120 l/s.", "The service interval of P-102 is 4,000 hours.");
    }

    @Test
    void judgesWhatAFigureIsSaidOf() {
        assertSupported(
                CITY,
                "Lisbon has about 545,000 inhabitants.",
                "The metropolitan area has 2.9 million inhabitants.",
                "The metropolitan area has 2,900,000 inhabitants.");
        assertUnsupported(
                CITY,
                "Lisbon is the capital of Spain.",
                "Lisbon has 2.9 million inhabitants.",
                "Porto is the capital of Portugal.");
    }

    @Test
    void judgesRoles() {
        assertSupported(
                MEET,
                "The board meets on Tuesdays at 14:00.",
                "The board meets every Tuesday at 2 pm.",
                "Anna Schmidt chairs the board.");
        assertUnsupported(
                MEET,
                "The board meets every Thursday at 14:00.",
                "Peter Novak chairs the board.",
                "The board meets in room 6.",
                "The board meets at 15:00.");
    }

    @Test
    void judgesExceptions() {
        assertSupported(
                WARR,
                "The warranty covers defects in material for two years.",
                "The warranty covers defects for 2 years.",
                "The warranty does not cover damage caused by water.");
        assertUnsupported(
                WARR,
                "The warranty covers damage caused by water.",
                "The warranty covers defects in material for three years.",
                "The warranty covers authorised repairs.",
                "The warranty does not cover defects in material.");
    }

    @Test
    void tellsWhichSourceSupportsAClaim() {
        Attribution result = Attribution.check("Exceeding the limit returns HTTP 429.", List.of(REFUND, JAVA, API));

        assertThat(result.isSupported()).isTrue();
        assertThat(result.source()).isEqualTo(2);
        assertThat(result.containment()).isEqualTo(1);
        assertThat(result.window().orElseThrow().in(API)).isEqualTo(API);
    }

    @Test
    void takesTheFirstOfSeveralEqualSources() {
        assertThat(Attribution.check("Pets are not allowed.", List.of(WARR, LEASE, LEASE))
                        .source())
                .isEqualTo(1);
    }

    @Test
    void tellsWhatIsMissing() {
        assertFailure("It stands 303 metres tall.", EIFFEL, Attribution.Reason.FIGURE, "303 metres");
        assertFailure(
                "The tower was designed by the company of Alexandre Eiffel.",
                EIFFEL,
                Attribution.Reason.NAME,
                "alexandre");
        assertFailure("Ibuprofen is limited to 4 g per day.", DOSE, Attribution.Reason.SUBJECT, "ibuprofen");
        assertFailure("All entry is free for visitors under 18.", MUSEUM, Attribution.Reason.QUANTIFIER, "all");
        assertFailure("The order arrived in Oslo on 12 March 2024.", ORDER, Attribution.Reason.CLAUSE, "12 march 2024");
        assertFailure("Opened software can be returned.", REFUND, Attribution.Reason.POLARITY, "");
        assertFailure("The tenant must sublet one room.", LEASE, Attribution.Reason.MODALITY, "");
    }

    @Test
    void refusesEverythingWithoutSources() {
        Attribution result = Attribution.check("Tea is hot.", List.of());

        assertThat(result.isSupported()).isFalse();
        assertThat(result.source()).isEqualTo(-1);
        assertThat(result.window()).isEmpty();
    }

    @Test
    void showsNoText() {
        Attribution result = Attribution.check("It stands 303 metres tall.", List.of(EIFFEL));

        assertThat(result.toString() + result.failure()).doesNotContain("303").doesNotContain("metres");
    }

    private static void assertFailure(String claim, String source, Attribution.Reason reason, String item) {
        assertThat(Attribution.check(claim, List.of(source)).failure())
                .as(claim)
                .hasValue(new Attribution.Failure(reason, item));
    }

    private static void assertSupported(String source, String... claims) {
        assertThat(judge(source, claims, false))
                .as("claims that should be supported")
                .isEmpty();
    }

    private static void assertUnsupported(String source, String... claims) {
        assertThat(judge(source, claims, true))
                .as("claims that should not be supported")
                .isEmpty();
    }

    private static List<String> judge(String source, String[] claims, boolean supported) {
        List<String> found = new ArrayList<>();
        for (String claim : claims) {
            Attribution result = Attribution.check(claim, List.of(source));
            if (result.isSupported() == supported) {
                found.add(claim + " " + result);
            }
        }
        return found;
    }
}
