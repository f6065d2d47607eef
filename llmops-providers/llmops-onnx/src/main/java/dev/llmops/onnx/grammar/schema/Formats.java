package dev.llmops.onnx.grammar.schema;

import dev.llmops.onnx.grammar.pattern.Expr;
import dev.llmops.onnx.grammar.pattern.Regex;
import java.util.Map;
import java.util.Optional;

/**
 * The formats of strings that are kept to, each as a regular expression that describes part of what is valid: dates that
 * exist (RFC 3339), addresses and names that every checker takes. A format that is not listed says nothing, as JSON
 * Schema has it.
 */
final class Formats {
    private static final String YEAR = "[1-9]\\d{3}";
    private static final String LEAP_YEAR = "([1-9]\\d(0[48]|[2468][048]|[13579][26])|([2468][048]|[13579][26])00)";
    private static final String DATE = "(" + YEAR + "-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])"
            + "|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))|" + LEAP_YEAR + "-02-29)";
    private static final String TIME =
            "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?(Z|[+-](0[1-9]|1[0-3]):(00|15|30|45))";
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String IPV4 = "(" + BYTE + "\\.){3}" + BYTE;
    private static final String GROUP = "[0-9a-f]{1,4}";
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?";
    private static final String HOST = "(" + LABEL + "\\.){1,4}[a-z]{2,10}";

    /** Domains at the top: checkers of addresses know them, and refuse others. */
    private static final String TOP = "(com|org|net|edu|gov|mil|int|info|biz|name|pro|dev|app|a[cdefgilmoqrtuwz]"
            + "|b[abdefghijmnorstvwyz]|c[acdfghiklmnoruvwxyz]|d[ejkmoz]|e[cegrstu]|f[ijkmor]|g[adefghilmnpqrstuwy]"
            + "|h[kmnrtu]|i[delmnoqrst]|j[emop]|k[eghimnprwyz]|l[abcikrstuvy]|m[acdeghklmnopqrstuvwxyz]"
            + "|n[acefgilopruz]|om|p[aefghklmnrstwy]|qa|r[eosuw]|s[abcdeghiklmnorstvxyz]|t[cdfghjklmnortvwz]"
            + "|u[agksyz]|v[aceginu]|w[fs]|y[et]|z[amw])";

    private static final String PATH = "([A-Za-z0-9_.~!*+,;=:@-]|%[0-9A-F]{2})";
    private static final String URI = "(https?|ftp|file|wss?)://" + HOST + "(:[1-9]\\d{0,3})?(/" + PATH + "*)*"
            + "(\\?(" + PATH + "|[/?])*)?(#(" + PATH + "|[/?])*)?"
            + "|urn:[a-z][a-z0-9]{1,20}:" + PATH + "+";

    private static final Map<String, String> FORMATS = Map.ofEntries(
            Map.entry("date", DATE),
            Map.entry("time", TIME),
            Map.entry("date-time", DATE + "T" + TIME),
            Map.entry(
                    "duration",
                    "P(\\d{1,4}D(T\\d{1,4}H(\\d{1,4}M(\\d{1,4}S)?)?)?"
                            + "|T(\\d{1,4}H(\\d{1,4}M(\\d{1,4}S)?)?|\\d{1,4}M(\\d{1,4}S)?|\\d{1,4}S))"),
            Map.entry("uuid", "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"),
            Map.entry("email", "[A-Za-z0-9]{1,16}([._+-][A-Za-z0-9]{1,11}){0,4}@(" + LABEL + "\\.){1,4}" + TOP),
            Map.entry("hostname", HOST),
            Map.entry("ipv4", IPV4),
            Map.entry(
                    "ipv6",
                    "(" + GROUP + ":){7}" + GROUP + "|::(" + GROUP + "(:" + GROUP + "){0,5})?|" + GROUP + "::(" + GROUP
                            + "(:" + GROUP + "){0,4})?|" + GROUP + ":" + GROUP + "::(" + GROUP + "(:" + GROUP
                            + "){0,3})?"),
            Map.entry("uri", URI),
            Map.entry("uri-reference", URI),
            Map.entry("iri", URI),
            Map.entry("iri-reference", URI),
            Map.entry("json-pointer", "(/([^~/\\x00-\\x1F]|~[01])*)*"));

    private static final Map<String, String> SAME = Map.of("idn-email", "email", "idn-hostname", "hostname");

    private Formats() {}

    /** {@return what the format of {@code schema} allows, if it says anything} */
    static Optional<Expr> of(Schema schema) {
        String name = schema.node().path("format").asText();
        if (name.equals("regex") || name.equals("uri-template") || name.equals("relative-json-pointer")) {
            throw schema.refused("format", "is not supported");
        }
        return Optional.ofNullable(FORMATS.get(SAME.getOrDefault(name, name))).map(Regex::whole);
    }
}
