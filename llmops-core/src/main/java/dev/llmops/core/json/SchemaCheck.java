package dev.llmops.core.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.FormatEvaluatorFactory;
import dev.harrel.jsonschema.JsonSchemaException;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import dev.llmops.api.ConfigurationException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Checks JSON against a schema, and says in words what is wrong.
 *
 * <p>Safe for concurrent use. What it says comes from the schema alone: no value is quoted.
 */
public final class SchemaCheck {
    /** How many problems are told; more would help neither a person nor a model. */
    public static final int MOST_PROBLEMS = 25;

    /** The formats that are asserted; those with a check that needs no library. */
    private static final Set<String> FORMATS =
            Set.of("date", "date-time", "time", "duration", "uuid", "uri", "uri-reference", "regex", "json-pointer");

    /** How many errors are looked at, since alternatives are compared with each other. */
    private static final int MOST_ERRORS = 500;

    private static final String UNKNOWN = "is not allowed";
    private static final List<String> NAMED_PARTS = List.of("properties", "$defs", "definitions");
    private static final List<String> LISTED_PARTS = List.of("anyOf", "allOf", "oneOf", "prefixItems");
    private static final List<String> SINGLE_PARTS = List.of("items", "additionalProperties", "not");

    private final JsonNode schema;
    private final Validator validator;
    private final URI uri;
    private final Set<String> names = new HashSet<>();

    /**
     * Prepares a check.
     *
     * @throws ConfigurationException if {@code schema} is not a valid schema, or refers to something outside
     */
    public SchemaCheck(String name, JsonNode schema) {
        this.schema = schema;
        requireKnownReferences(name, schema);
        this.validator = new ValidatorFactory()
                .withJsonNodeFactory(new JacksonNode.Factory())
                .withEvaluatorFactory(formats())
                .createValidator();
        try {
            this.uri = validator.registerSchema(schema);
        } catch (JsonSchemaException e) {
            throw new ConfigurationException("The JSON schema of \"" + name + "\" is not valid: " + e.getMessage(), e);
        }
        collectNames(schema);
    }

    private static EvaluatorFactory formats() {
        FormatEvaluatorFactory all = new FormatEvaluatorFactory();
        return (context, keyword, node) ->
                keyword.equals("format") && node.isString() && FORMATS.contains(node.asString())
                        ? all.create(context, keyword, node)
                        : Optional.empty();
    }

    private void requireKnownReferences(String name, JsonNode part) {
        JsonNode reference = part.get("$ref");
        if (reference != null && reference.isTextual()) {
            String target = reference.textValue();
            if (!target.startsWith("#")) {
                throw new ConfigurationException("The JSON schema of \"" + name + "\" refers to \"" + target
                        + "\". Put that schema under $defs and refer to it as #/$defs/…: nothing is fetched.");
            }
            boolean pointer = target.equals("#") || target.startsWith("#/");
            if (pointer && schema.at(JsonPointer.compile(target.substring(1))).isMissingNode()) {
                throw new ConfigurationException(
                        "The JSON schema of \"" + name + "\" refers to \"" + target + "\", which it does not have.");
            }
        }
        parts(part).forEach(each -> requireKnownReferences(name, each));
    }

    private void collectNames(JsonNode part) {
        part.path("properties").fieldNames().forEachRemaining(names::add);
        part.forEach(this::collectNames);
    }

    /** {@return the characters with which a value can begin that matches: an opening brace, an opening bracket, or both} */
    public String opening() {
        JsonNode type = schema.path("type");
        List<String> types = type.isTextual() ? List.of(type.textValue()) : texts(type);
        if (types.isEmpty()) {
            return "{[";
        }
        return (types.contains("object") ? "{" : "") + (types.contains("array") ? "[" : "");
    }

    /** {@return what is wrong with {@code value}; empty if it matches} */
    public List<Problem> problems(JsonNode value) {
        Validator.Result result = validator.validate(uri, new JacksonNode(value));
        if (result.isValid()) {
            return List.of();
        }
        Set<Problem> problems = new LinkedHashSet<>();
        for (Error error : withoutOtherBranches(limited(result.getErrors()))) {
            if (problems.size() >= MOST_PROBLEMS) {
                break;
            }
            describe(error, value, problems);
        }
        if (problems.isEmpty()) {
            problems.add(new Problem("", List.of(), "does not match the schema"));
        }
        return List.copyOf(problems);
    }

    private static List<Error> limited(List<Error> errors) {
        return errors.subList(0, Math.min(errors.size(), MOST_ERRORS));
    }

    /**
     * Drops what is said about alternatives that were not meant.
     *
     * <p>Where no alternative matches, the one whose type and tag are right says what is wrong. If there is
     * not exactly one of that kind, only the fact that none matches is left.
     */
    private List<Error> withoutOtherBranches(List<Error> errors) {
        List<Error> left = new ArrayList<>(errors);
        for (Error choice : errors) {
            String keyword = choice.getKeyword();
            if (!"anyOf".equals(keyword) && !"oneOf".equals(keyword)) {
                continue;
            }
            String path = choice.getEvaluationPath() + "/";
            Set<String> branches = new LinkedHashSet<>();
            Set<String> wrong = new HashSet<>();
            for (Error error : errors) {
                if (error.getEvaluationPath().startsWith(path)) {
                    String branch = branch(error, path);
                    branches.add(branch);
                    if (tellsApart(error, choice)) {
                        wrong.add(branch);
                    }
                }
            }
            branches.removeAll(wrong);
            boolean meant = branches.size() == 1;
            left.removeIf(error ->
                    error.getEvaluationPath().startsWith(path) && !(meant && branches.contains(branch(error, path))));
            if (meant) {
                left.remove(choice);
            }
        }
        return left;
    }

    /** {@return whether {@code error} says that an alternative of {@code choice} was not meant: wrong type or tag} */
    private boolean tellsApart(Error error, Error choice) {
        String at = error.getInstanceLocation();
        if (at.equals(choice.getInstanceLocation())) {
            return "type".equals(error.getKeyword());
        }
        boolean member = at.lastIndexOf('/') == choice.getInstanceLocation().length();
        return member
                && "enum".equals(error.getKeyword())
                && rule(error).path("enum").size() == 1;
    }

    private static String branch(Error error, String path) {
        String rest = error.getEvaluationPath().substring(path.length());
        int end = rest.indexOf('/');
        return end < 0 ? rest : rest.substring(0, end);
    }

    private void describe(Error error, JsonNode value, Set<Problem> problems) {
        String path = error.getInstanceLocation();
        String keyword = error.getKeyword();
        JsonNode rule = rule(error);
        if (keyword == null) {
            problems.add(new Problem(path, otherNames(error), UNKNOWN));
            return;
        }
        JsonNode limit = rule.path(keyword);
        if (keyword.equals("required")) {
            JsonNode at = value.at(JsonPointer.compile(path));
            for (String member : texts(limit)) {
                if (!at.has(member)) {
                    problems.add(new Problem(path + "/" + escape(member), List.of(), "is missing"));
                }
            }
            return;
        }
        String problem = switch (keyword) {
            case "type" -> "must be " + types(limit) + ", was " + typeOf(value.at(JsonPointer.compile(path)));
            case "enum" -> "must be one of " + listed(limit);
            case "const" -> "must be " + limit;
            case "minimum" -> "must be at least " + limit;
            case "maximum" -> "must be at most " + limit;
            case "exclusiveMinimum" -> "must be greater than " + limit;
            case "exclusiveMaximum" -> "must be less than " + limit;
            case "multipleOf" -> "must be a multiple of " + limit;
            case "minLength" -> "must have at least " + limit + " characters";
            case "maxLength" -> "must have at most " + limit + " characters";
            case "pattern" -> "must match the pattern " + limit.asText();
            case "format" -> "must have the format " + limit.asText();
            case "minItems" -> "must have at least " + limit + " items";
            case "maxItems" -> "must have at most " + limit + " items";
            case "uniqueItems" -> "must not have the same item twice";
            case "minProperties" -> "must have at least " + limit + " members";
            case "maxProperties" -> "must have at most " + limit + " members";
            case "anyOf" -> "matches none of the " + limit.size() + " allowed forms";
            case "oneOf" -> "must match exactly one of the " + limit.size() + " allowed forms";
            default -> "breaks the rule \"" + keyword + "\" of the schema";
        };
        problems.add(new Problem(path, otherNames(error), problem));
    }

    /** {@return the names that the schema knows, if {@code error} is about a member that it does not know} */
    private List<String> otherNames(Error error) {
        String location = error.getSchemaLocation();
        if (!location.endsWith("/additionalProperties")) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        at(location.substring(0, location.lastIndexOf('/')))
                .path("properties")
                .fieldNames()
                .forEachRemaining(names::add);
        return List.copyOf(names);
    }

    /** {@return the part of the schema that {@code error} is about} */
    private JsonNode rule(Error error) {
        return at(error.getSchemaLocation());
    }

    private JsonNode at(String location) {
        return schema.at(JsonPointer.compile(location.substring(location.indexOf('#') + 1)));
    }

    /** {@return whether the schema gives a member of some object this name} */
    public boolean knows(String name) {
        return names.contains(name);
    }

    /** {@return the schemas that {@code schema} is made of} */
    public static List<JsonNode> parts(JsonNode schema) {
        List<JsonNode> parts = new ArrayList<>();
        NAMED_PARTS.forEach(name -> schema.path(name).forEach(parts::add));
        LISTED_PARTS.forEach(name -> schema.path(name).forEach(parts::add));
        SINGLE_PARTS.stream().map(schema::path).filter(JsonNode::isObject).forEach(parts::add);
        return parts;
    }

    /** {@return a name as a segment of a JSON pointer, RFC 6901} */
    public static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** {@return the name that a segment of a JSON pointer stands for} */
    public static String unescape(String segment) {
        return segment.replace("~1", "/").replace("~0", "~");
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String listed(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(each -> each.isTextual() ? each.textValue() : each.toString())
                .collect(Collectors.joining(", "));
    }

    private static String types(JsonNode type) {
        List<String> types = type.isTextual() ? List.of(type.textValue()) : texts(type);
        return types.stream().map(SchemaCheck::inWords).collect(Collectors.joining(" or "));
    }

    private static String inWords(String type) {
        return switch (type) {
            case "object" -> "an object";
            case "array" -> "an array";
            case "integer" -> "a whole number";
            case "null" -> "null";
            default -> "a " + type;
        };
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case NUMBER -> "a number";
            case STRING -> "a string";
            case BOOLEAN -> "a boolean";
            default -> "null";
        };
    }

    /** {@return the schema that {@code text} is} */
    public static JsonNode parse(String name, String text) {
        try {
            JsonNode schema = new ObjectMapper().readTree(text);
            if (schema.isObject()) {
                return schema;
            }
            throw new ConfigurationException("The JSON schema of \"" + name + "\" must be a JSON object.");
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(
                    "The JSON schema of \"" + name + "\" is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Something that is wrong.
     *
     * @param path where, as a JSON pointer
     * @param otherNames the names that would be known where the last one of the path is not; else empty
     * @param text what, without quoting the value
     */
    public record Problem(String path, List<String> otherNames, String text) {
        /** {@return whether a member is not allowed at all} */
        public boolean isUnknownMember() {
            return text.equals(UNKNOWN);
        }
    }
}
