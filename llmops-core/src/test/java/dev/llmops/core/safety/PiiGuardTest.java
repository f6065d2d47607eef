package dev.llmops.core.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PiiGuardTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Write to jo.doe@example.com.              | EMAIL_ADDRESS jo.doe@example.com VALIDATED",
                "<mailto:jo+tag@mail.example.co.uk>        | EMAIL_ADDRESS jo+tag@mail.example.co.uk VALIDATED",
                "mail=jo@example.com&x=1                   | EMAIL_ADDRESS jo@example.com VALIDATED",
                "Ask jo@example.com.Then wait              | EMAIL_ADDRESS jo@example.com VALIDATED",
                "jörg@müller.de                            | EMAIL_ADDRESS jörg@müller.de VALIDATED",
                "a@xn--d1acufc.xn--p1ai                    | EMAIL_ADDRESS a@xn--d1acufc.xn--p1ai VALIDATED",
                "邮箱是info@example.com。                  | EMAIL_ADDRESS info@example.com VALIDATED",
                "root@db.internal                          | EMAIL_ADDRESS root@db.internal STRONG",
                "4111 1111 1111 1111                       | CREDIT_CARD 4111 1111 1111 1111 VALIDATED",
                "card 3714-496353-98431, ok                | CREDIT_CARD 3714-496353-98431 VALIDATED",
                "４１１１１１１１１１１１１１１１          | CREDIT_CARD ４１１１１１１１１１１１１１１１ VALIDATED",
                "(5555555555554444/12/27)                  | CREDIT_CARD 5555555555554444 VALIDATED",
                "IBAN DE89 3704 0044 0532 0130 00 EUR      | IBAN_CODE DE89 3704 0044 0532 0130 00 VALIDATED",
                "gb29nwbk60161331926819                    | IBAN_CODE gb29nwbk60161331926819 STRONG",
                "My number is +49 (0)30 1234567.           | PHONE_NUMBER +49 (0)30 1234567 STRONG",
                "or 0049 30 1234567                        | PHONE_NUMBER 0049 30 1234567 STRONG",
                "or (415) 555-0132 today                   | PHONE_NUMBER (415) 555-0132 STRONG",
                "or 1-415-555-0132x12                      | PHONE_NUMBER 1-415-555-0132 STRONG",
                "or 415.555.0132                           | PHONE_NUMBER 415.555.0132 STRONG",
                "or 0171/123 45 67                         | PHONE_NUMBER 0171/123 45 67 STRONG",
                "or 01 23 45 67 89                         | PHONE_NUMBER 01 23 45 67 89 STRONG",
                "or 4258829090                             | PHONE_NUMBER 4258829090 CONTEXTUAL",
                "my phone number is 4258829090             | PHONE_NUMBER 4258829090 STRONG",
                "Tel.: 12 34 56 78                         | PHONE_NUMBER 12 34 56 78 STRONG",
                "请打电话13800138000。                     | PHONE_NUMBER 13800138000 STRONG",
            })
    void findsPersonalData(String text, String expected) {
        assertThat(inspect(text))
                .extracting(finding ->
                        finding.kind() + " " + text.substring(finding.start(), finding.end()) + " " + finding.tier())
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550e8400-e29b-41d4-a716-446655440000",
                "d41d8cd98f00b204e9800998ecf8427e",
                "commit 4b825dc642cb6eb9a060e54bf8d69288fbee4904",
                "1700000000",
                "1700000000000",
                "1700000000000000",
                "2024-01-15T10:30:00.123456789Z",
                "2024-01-15 10:30:00",
                "15.01.2024",
                "05-01-2024-0012",
                "1.2.3-45678",
                "10.0.19041.1234",
                "192.168.100.200:8080",
                "v2.0.1",
                "INV-415-555-0132",
                "order 12345678901",
                "ORD#4258829090",
                "ISBN 978-3-16-148410-0",
                "ssn 078-05-1120",
                "$4258829090",
                "1,234,567,890",
                "4111111111111112",
                "4111 1111 1111 1112",
                "41111111111111111111",
                "0.12345678901",
                "00:1B:44:11:3A:B7",
                "call 2024-01-15 or 10.20.30.40",
                "info@presidio.",
                "@user",
                "a@1.2.3",
                "DE89 3704 0044 0532 0130 01",
                "f(12) 345 678",
                "x=1234567",
                "C4, S3 and EKS",
                "pkg@1.0.0",
                "2 + 12345678",
            })
    void takesTechnicalTokensForWhatTheyAre(String text) {
        assertThat(inspect(text)).noneMatch(finding -> finding.tier().compareTo(Tier.STRONG) >= 0);
    }

    @Test
    void findsEveryCardOfALine() {
        String card = "4111 1111 1111 1111";
        String line = String.join(" ", List.of(card, "4012 8888 8888 1881", card, "5555 5555 5555 4444", card));

        List<Finding> findings = inspect(line);

        assertThat(findings).extracting(Finding::start).containsExactly(0, 20, 40, 60, 80);
        assertThat(findings).allMatch(finding -> finding.length() == 19);
    }

    @Test
    void raisesTheScoreOfANumberThatAWordNames() {
        double bare = inspect("052 5552606").get(0).score();
        List<Finding> named = inspect("try one of these phones 052 5552606 074-7111234");

        assertThat(named).hasSize(2).allMatch(finding -> finding.score() > bare);
    }

    @Test
    void prefersTheAddressToTheNumberInIt() {
        assertThat(inspect("415-555-0132@example.com"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo("EMAIL_ADDRESS"));
    }

    @Test
    void saysNothingOfTheTextItself() {
        for (Finding finding : inspect("jo@example.com 4111111111111111 +49 30 1234567 DE89370400440532013000")) {
            assertThat(finding.reason()).doesNotContainPattern("[0-9@]");
            assertThat(finding.rule()).startsWith("pii.");
        }
    }

    @Test
    void holdsNothingBackWhereNothingIsInDoubt() {
        PiiGuard guard = PiiGuard.standard();
        Predicate<String> settled = text -> guard.settled(text) == text.length();

        assertThat(settled).accepts("", "Hello there. ", "Hello, ", "In 1998, they met. ");
        assertThat(guard.settled("Hello wor")).isEqualTo(6);
        assertThat(guard.settled("Mail jo@exam")).isEqualTo(5);
        assertThat(guard.settled("Call 415 55")).isEqualTo(5);
        assertThat(guard.settled("Call (")).isEqualTo(5);
        assertThat(guard.settled("Account DE89 3704 ")).isEqualTo(8);
    }

    private static List<Finding> inspect(String text) {
        return PiiGuard.standard().inspect(Segment.prompt(text), StageContext.detached());
    }
}
