package dev.llmops.core.safety;

import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.testing.SafetyGuardContract;
import java.util.List;

class PiiGuardContractTest extends SafetyGuardContract {
    @Override
    protected SafetyGuard guard() {
        return PiiGuard.standard();
    }

    @Override
    protected List<String> fragments() {
        return List.of("""
                jo.doe@example.com|a@b@c.de|@|ann@|example.org|mailto:x_y+z@mail.example.co.uk.Then|root@db.internal
                4111 1111 1111 1111|5555-5555-5555-4444|378282246310005|4111|1111 |DE89 3704 0044 0532 0130 00|GB29 NWBK
                DE89370400440532013000|+49 (0)30 1234567|(415) 555-0132|1-415-555-0132|0171/123 45 67|01 23 45 67 89
                call |phone: |tel. |4258829090|12 34 56 78|2024-01-15|10.0.0.1|1700000000000|550e8400-e29b-41d4-a716""".split("[|\n]", -1));
    }
}
