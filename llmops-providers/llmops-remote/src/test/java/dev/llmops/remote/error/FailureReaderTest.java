package dev.llmops.remote.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.api.model.SendPhase;
import dev.llmops.remote.http.ResponseHead;
import dev.llmops.testing.VirtualTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureReaderTest {
    private static final FailureReader READER = new FailureReader(new VirtualTime());
    private static final Origin ORIGIN = new Origin("acme", "one");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | AUTH
            403 | AUTH
            498 | AUTH
            402 | QUOTA
            429 | RATE_LIMITED
            503 | OVERLOADED
            529 | OVERLOADED
            500 | SERVER
            502 | SERVER
            504 | SERVER
            520 | SERVER
            524 | SERVER
            408 | SERVER
            424 | SERVER
            400 | INVALID
            405 | INVALID
            413 | INVALID
            422 | INVALID
            501 | INVALID
            404 | NOT_FOUND
            410 | NOT_FOUND
            409 | CONFLICT
            499 | TRANSPORT
            307 | INVALID
            200 | MALFORMED
            204 | MALFORMED
            """)
    void classesByStatusWhereTheBodySaysNothing(int status, ErrorClass expected) {
        for (String body : new String[] {"", "<html><body>Sorry</body></html>", "{}", "[]", "null", "\"no\"", "0"}) {
            ProviderFailure failure = read(status, body);

            assertThat(failure.errorClass()).as(body).isEqualTo(expected);
            assertThat(failure.isRetryable()).isEqualTo(expected.isRetryable());
            assertThat(failure.status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            400 | API_KEY_INVALID       | {"error":{"code":400,"status":"INVALID_ARGUMENT","message":"m","details":[{"reason":"API_KEY_INVALID"}]}}
            400 | invalid_request_error | {"error":{"type":"invalid_request_error","message":"Incorrect API key provided"}}
            400 | ExpiredTokenException | {"__type":"com.acme#ExpiredTokenException","message":"m"}
            403 | AccessDenied          | {"code":"AccessDenied","message":"m"}
            """)
    void recognisesMissingRights(int status, String code, String body) {
        assertFailure(read(status, body), ErrorClass.AUTH, code, false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            429 | insufficient_quota           | {"error":{"type":"insufficient_quota","code":"insufficient_quota","message":"m"}}
            429 | enforced_spend_limit_reached | {"type":"error","error":{"type":"rate_limit_error","message":"m","details":{"error_code":"enforced_spend_limit_reached"}}}
            400 | billing_hard_limit_reached   | {"error":{"code":"billing_hard_limit_reached","message":"m"}}
            403 | billing_error                | {"type":"error","error":{"type":"billing_error","message":"m"}}
            400 | invalid_request_error        | {"error":{"type":"invalid_request_error","message":"Your credit balance is too low to go on"}}
            429 | credits_exhausted            | {"error":{"code":"credits_exhausted"}}
            429 | RESOURCE_EXHAUSTED           | {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"RequestsPerDayPerModel"}]}]}}
            429 | ~~                           | {"message":"You exceeded your current quota, see your plan"}
            429 | ~~                           | {"message":"Your key is limited to 1000 API calls / month"}
            """)
    void recognisesThatMoneyOrPlanIsUsedUp(int status, String code, String body) {
        assertFailure(read(status, body), ErrorClass.QUOTA, code, false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            429 | rate_limit_exceeded | {"error":{"type":"tokens","code":"rate_limit_exceeded","message":"m"}}
            429 | 1300                | {"object":"error","message":"m","type":"rate_limited","param":null,"code":"1300","raw_status_code":429}
            413 | rate_limit_exceeded | {"error":{"code":"rate_limit_exceeded","message":"Request too large for model `m` on tokens per minute (TPM): Limit 6000"}}
            429 | 429                 | {"error":{"code":429,"message":"Request too large on tokens per min (TPM)"}}
            400 | ThrottlingException | {"__type":"ThrottlingException","message":"Too many tokens, please wait"}
            429 | RESOURCE_EXHAUSTED  | {"error":{"code":429,"message":"You exceeded your current quota","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"RequestsPerMinute"}]}]}}
            """)
    void recognisesRates(int status, String code, String body) {
        assertFailure(read(status, body), ErrorClass.RATE_LIMITED, code, true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            529 | overloaded_error       | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}
            429 | ModelNotReadyException | {"__type":"ModelNotReadyException","message":"m"}
            429 | overloaded             | {"error":"Model is overloaded","error_type":"overloaded"}
            503 | ~~                     | {"error":"Model acme/one is currently loading","estimated_time":20.0}
            429 | 429                    | {"error":{"code":429,"message":"m","metadata":{"raw":"acme/one is temporarily rate-limited upstream."}}}
            """)
    void recognisesBusyModels(int status, String code, String body) {
        assertFailure(read(status, body), ErrorClass.OVERLOADED, code, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "context_length_exceeded",
                "This model's Maximum context length is 4096 tokens",
                "Your input exceeds the context window of this model",
                "prompt is too long: 210000 tokens > 200000 maximum",
                "Input is too long for requested model.",
                "Too many input tokens",
                "too many tokens: the prompt has 9000",
                "Prompt too large for model with 32768 maximum",
                "Input tokens exceed the configured limit of 272000 tokens",
                "the total number of tokens in the prompt exceeds the limit of 4081",
                "Input exceeds the limit of 4081",
                "input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000",
                "`inputs` must have less than 1024 tokens. Given: 2000",
                "`inputs` tokens + `max_new_tokens` must be <= 2048",
                "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."
            })
    void recognisesEverySpellingOfTooLong(String message) {
        String body = "{\"error\":{\"message\":\"" + message + "\"}}";

        for (int status : new int[] {400, 413, 422, 500}) {
            assertFailure(read(status, body), ErrorClass.CONTEXT_TOO_LONG, "", false);
        }
        assertFailure(inStream("error", body), ErrorClass.CONTEXT_TOO_LONG, "", false);
        assertThat(read(401, body).errorClass()).isEqualTo(ErrorClass.AUTH);
        assertThat(read(429, body).errorClass()).isEqualTo(ErrorClass.RATE_LIMITED);
        assertThat(read(503, body).errorClass()).isEqualTo(ErrorClass.OVERLOADED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"type\":\"request_too_large\",\"message\":\"Request exceeds the limit of 32 MB\"}}",
                "{\"error\":{\"message\":\"The image exceeds the limit of 5 megabytes\"}}",
                "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens' is not supported with this model\"}}",
                "{\"error\":{\"message\":\"Web search options not supported with this model.\"}}",
                "{\"error\":{\"code\":\"invalid_image_url\",\"message\":\"Error while downloading\"}}",
                "{\"error\":{\"code\":\"invalid_value\",\"message\":\"The guardrail identifier is wrong\"}}"
            })
    void takesOtherComplaintsForInvalid(String body) {
        assertThat(read(400, body).errorClass()).isEqualTo(ErrorClass.INVALID);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            400 | content_filter           | {"error":{"code":"content_filter","message":"m","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}}
            400 | content_policy_violation | {"error":{"code":"content_policy_violation","message":"m"}}
            400 | invalid_prompt           | {"error":{"code":"invalid_prompt","message":"It was flagged as potentially violating our policy"}}
            403 | 403                      | {"error":{"code":403,"message":"m","metadata":{"reasons":["violence"],"flagged_input":"x"}}}
            200 | ~~                       | {"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{}}
            """)
    void recognisesRefusedContent(int status, String code, String body) {
        assertFailure(read(status, body), ErrorClass.CONTENT_FILTERED, code, false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            404 | model_not_found    | {"error":{"type":"invalid_request_error","code":"model_not_found","message":"m"}}
            403 | model_not_found    | {"error":{"code":"model_not_found","message":"no access"}}
            404 | DeploymentNotFound | {"error":{"code":"DeploymentNotFound","message":"m"}}
            404 | NOT_FOUND          | [{"error":{"code":404,"message":"m","status":"NOT_FOUND"}}]
            400 | ~~                 | {"message":"The provided model identifier is invalid."}
            400 | ~~                 | {"detail":"Model acme-9 is not supported. Supported models are ['acme-1']."}
            404 | ~~                 | {"error":"model 'acme' not found"}
            """)
    void recognisesMissingModels(int status, String code, String body) {
        assertFailure(read(status, body), ErrorClass.NOT_FOUND, code, false);
    }

    @ParameterizedTest
    @CsvSource({
        "ValidationException:http://acme.test/,400,ValidationException,INVALID",
        "ServiceQuotaExceededException,400,ServiceQuotaExceededException,QUOTA",
        "ConflictException,400,ConflictException,CONFLICT",
        "AccessDeniedException,403,AccessDeniedException,AUTH",
        "ResourceNotFoundException,404,ResourceNotFoundException,NOT_FOUND",
        "ModelTimeoutException,408,ModelTimeoutException,SERVER",
        "ModelErrorException,424,ModelErrorException,SERVER",
        "ThrottlingException,429,ThrottlingException,RATE_LIMITED",
        "ModelNotReadyException,429,ModelNotReadyException,OVERLOADED",
        "InternalServerException,500,InternalServerException,SERVER",
        "ServiceUnavailableException,503,ServiceUnavailableException,OVERLOADED"
    })
    void readsTheNameThatAwsPutsIntoAHeader(String header, int status, String code, ErrorClass expected) {
        ResponseHead head = new ResponseHead(status, Map.of("x-amzn-errortype", header, "x-amzn-requestid", "r-1"));

        ProviderFailure failure = READER.read(ORIGIN, head, "{\"Message\":\"m\"}", SendPhase.SENT);

        assertFailure(failure, expected, code, expected.isRetryable());
        assertThat(failure.requestId()).isEqualTo("r-1");
    }

    @Test
    void blamesTheRequestWhereALocalServerFailsToReadIt() {
        String unreadable = "[json.exception.parse_error.101] parse error at line 1, column 9";
        String body = "{\"error\":{\"code\":500,\"message\":\"" + unreadable + "\",\"type\":\"server_error\"}}";

        assertFailure(read(500, body), ErrorClass.INVALID, "server_error", false);
        assertFailure(read(500, body.replace(unreadable, "boom")), ErrorClass.SERVER, "server_error", true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            error                         | {"type":"error","error":{"type":"overloaded_error","message":"m"}}          | OVERLOADED     | 529
            error                         | {"type":"error","error":{"type":"rate_limit_error","message":"m"}}          | RATE_LIMITED   | 429
            error                         | {"type":"error","error":{"type":"api_error","message":"m"}}                 | SERVER         | 500
            error                         | {"type":"error","error":{"type":"invalid_request_error","message":"m"}}     | INVALID        | 400
            error                         | {"type":"error","error":{"type":"authentication_error","message":"m"}}      | AUTH           | 401
            error                         | {"error":{"code":"tool_use_failed","message":"m","status_code":400}}        | INVALID        | 400
            ~~                            | {"type":"response.failed","response":{"id":"r","error":{"code":"server_error","message":"m"}}} | SERVER | 500
            ~~                            | {"type":"response.failed","response":{"error":{"code":"rate_limit_exceeded","message":"m"}}}   | RATE_LIMITED | 429
            ~~                            | {"type":"response.failed","response":{"error":{"code":"image_content_policy_violation"}}}      | CONTENT_FILTERED | 400
            error                         | {"type":"error","code":"invalid_value","message":"m","param":"input"}       | INVALID        | 400
            error                         | {"type":"error","code":null,"message":"m","param":null}                     | SERVER         | 200
            ~~                            | {"error":{"code":502,"message":"m"},"choices":[]}                           | SERVER         | 502
            ~~                            | {"id":"g","choices":[{"error":{"code":429,"message":"m"}}]}                 | RATE_LIMITED   | 429
            throttlingException           | {"message":"Too many tokens, please wait"}                                  | RATE_LIMITED   | 429
            ModelStreamErrorException     | {"message":"m","originalStatusCode":500}                                    | SERVER         | 424
            serviceUnavailableException   | {"message":"m"}                                                             | OVERLOADED     | 503
            validationException           | {"message":"m"}                                                             | INVALID        | 400
            validationException           | {"message":"Input is too long for requested model."}                        | CONTEXT_TOO_LONG | 400
            internalServerException       | {"message":"m"}                                                             | SERVER         | 500
            modelTimeoutException         | {"message":"m"}                                                             | SERVER         | 408
            ~~                            | {"error":"an error was encountered while running the model"}                | SERVER         | 200
            ~~                            | {"error":"Model is overloaded","error_type":"overloaded"}                   | OVERLOADED     | 429
            ~~                            | [{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}]               | OVERLOADED     | 503
            error                         | something broke                                                             | SERVER         | 200
            error                         | ~~                                                                          | SERVER         | 200
            """)
    void classesErrorsInsideAStreamAsTheirStatus(String event, String json, ErrorClass expected, int status) {
        ProviderFailure failure = inStream(event, json);

        assertThat(failure.errorClass()).isEqualTo(expected);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.isRetryable()).isEqualTo(expected.isRetryable());
        assertThat(failure.phase()).isEqualTo(SendPhase.STARTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                 | empty-answer
            ' '                                                | empty-answer
            {}                                                 | no-result
            []                                                 | no-result
            null                                               | no-result
            <!DOCTYPE html><title>Log in</title>               | web-page
            ' <HTML><body>Log in</body></HTML>'                | web-page
            <p>Your credit balance is too low.</p>             | not-json
            <?xml version="1.0"?><Error/>                      | not-json
            {"id":"c","choices":[                              | not-json
            {"id":"c","choices":[],"code":500}                 | no-result
            {"type":"not_found","content":[]}                  | no-result
            {"error":null,"status":"completed"}                | no-result
            {"message":{"role":"assistant"}}                   | no-result
            {"detail":"hm"}                                    | no-result
            """)
    void takesASuccessThatIsNoAnswerForMalformed(String body, String code) {
        assertFailure(read(200, body), ErrorClass.MALFORMED, code, true);
    }

    @Test
    void tellsWhatAWebPageIsAndNotWhatItSays() {
        ResponseHead head = new ResponseHead(200, Map.of("content-type", "Text/HTML; charset=utf-8"));

        ProviderFailure failure = READER.readNoResult(ORIGIN, head, "Ann, please sign in", 12_345);

        assertFailure(failure, ErrorClass.MALFORMED, "web-page", true);
        assertThat(ProviderException.of(failure))
                .hasMessageContaining("(text/html, 12,345 bytes)")
                .hasMessageContaining("Check the base address")
                .hasMessageContaining("proxy")
                .message()
                .doesNotContain("Ann");
        assertThat(failure.body()).isEqualTo("Ann, please sign in");
    }

    @Test
    void showsNoContentTypeThatCouldBeASentence() {
        ResponseHead head = new ResponseHead(200, Map.of("content-type", "ask Ann about it/text"));

        ProviderFailure failure = READER.readNoResult(ORIGIN, head, "hello", 5);

        assertFailure(failure, ErrorClass.MALFORMED, "not-json", true);
        assertThat(ProviderException.of(failure))
                .hasMessageContaining("(of no content type, 5 bytes)")
                .message()
                .doesNotContain("Ann");
    }

    @Test
    void aWebPageUnderARefusalPutsTheBlameOnTheAddress() {
        String page = "<html><body>Not found</body></html>";

        assertFailure(read(404, page), ErrorClass.NOT_FOUND, "web-page", false);
        assertThat(ProviderException.of(read(404, page))).hasMessageContaining("Check the base address");
        assertThat(ProviderException.of(read(403, page))).hasMessageContaining("Check the base address");
        assertFailure(read(502, page), ErrorClass.SERVER, "web-page", true);
        assertThat(ProviderException.of(read(502, page))).hasMessageContaining("gateway or proxy on the way");
    }

    @Test
    void classesAnErrorUnderASuccessByWhatItSays() {
        assertThat(read(200, "{\"error\":{\"code\":402,\"message\":\"m\"}}").errorClass())
                .isEqualTo(ErrorClass.QUOTA);
        assertThat(read(200, "{\"code\":500,\"msg\":\"m\",\"success\":false}").errorClass())
                .isEqualTo(ErrorClass.SERVER);
        assertThat(read(200, "{\"message\":\"The provided model identifier is invalid.\"}")
                        .errorClass())
                .isEqualTo(ErrorClass.NOT_FOUND);
        assertThat(read(200, "{\"error\":\"model 'x' broke\"}").errorClass()).isEqualTo(ErrorClass.SERVER);
        assertThat(read(200, "{\"error\":{\"type\":\"overloaded_error\"}}").errorClass())
                .isEqualTo(ErrorClass.OVERLOADED);
    }

    @Test
    void takesARedirectForAWrongAddress() {
        ResponseHead head = new ResponseHead(302, Map.of("location", "https://u:p@login.test:8443/in?key=secret"));

        ProviderFailure failure = READER.read(ORIGIN, head, "", SendPhase.SENT);

        assertFailure(failure, ErrorClass.INVALID, "redirect", false);
        assertThat(failure.body()).isEqualTo("redirect to https://login.test:8443/in");
        assertThat(ProviderException.of(failure))
                .hasMessageContaining("Set the base address")
                .message()
                .doesNotContain("secret", "login.test");
    }

    @Test
    void letsTheProviderDecideWhetherToRetry() {
        assertThat(shouldRetry(400, "true").isRetryable()).isTrue();
        assertThat(shouldRetry(429, "false").isRetryable()).isFalse();
        assertThat(shouldRetry(500, "maybe").isRetryable()).isTrue();
        assertThat(shouldRetry(402, "true").isRetryable()).isFalse();
    }

    @Test
    void keepsTheParameterThatWasWrong() {
        String openAi = "{\"error\":{\"message\":\"m\",\"param\":\"messages[1].role\"}}";
        String list = "{\"detail\":[{\"loc\":[\"body\",\"messages\",0],\"msg\":\"m\",\"type\":\"missing\"}]}";
        String google =
                "{\"error\":{\"code\":400,\"details\":[{\"fieldViolations\":[{\"field\":\"contents[0].role\"}]}]}}";

        assertThat(read(400, openAi).param()).isEqualTo("messages[1].role");
        assertThat(read(422, list).param()).isEqualTo("body.messages.0");
        assertThat(read(422, list).code()).isEqualTo("missing");
        assertThat(read(400, google).param()).isEqualTo("contents[0].role");
        assertThat(read(400, "{\"error\":{\"param\":null}}").param()).isEmpty();
    }

    @Test
    void keepsTheIdOfTheRequest() {
        ResponseHead head = new ResponseHead(500, Map.of("request-id", "req_head"));
        String body = "{\"type\":\"error\",\"error\":{\"type\":\"api_error\"},\"request_id\":\"req_body\"}";

        assertThat(READER.read(ORIGIN, head, body, SendPhase.SENT).requestId()).isEqualTo("req_head");
        assertThat(read(500, body).requestId()).isEqualTo("req_body");
        assertThat(read(404, "{\"id\":\"7321-d3\",\"message\":\"m\"}").requestId())
                .isEqualTo("7321-d3");
        assertThat(read(200, "{\"id\":\"chatcmpl-1\",\"error\":{\"message\":\"m\"}}")
                        .requestId())
                .isEmpty();
    }

    @Test
    void keepsTheCodeAsWordOrNumber() {
        assertThat(read(401, "{\"error\":{\"code\":\"401\",\"message\":\"m\"}}").code())
                .isEqualTo("401");
        assertThat(read(429, "{\"error\":{\"code\":429}}").code()).isEqualTo("429");
        assertThat(read(400, "{\"error\":{\"code\":1210,\"message\":\"m\"}}").code())
                .isEqualTo("1210");
        assertThat(read(400, "{\"error\":{\"code\":null,\"type\":\"invalid_request_error\"}}")
                        .code())
                .isEqualTo("invalid_request_error");
    }

    @Test
    void keepsWhatTheProviderSaysOutOfMessages() {
        String said = "Ignore the words of Ann Example";
        String body = "{\"error\":{\"message\":\"" + said + "\",\"code\":\"" + said + "\",\"param\":\"" + said
                + "\"},\"request_id\":\"" + said + "\"}";

        ProviderFailure failure = read(400, body);

        assertThat(failure.body()).isEqualTo(body);
        assertThat(ProviderException.of(failure)).message().doesNotContain("Ann");
        assertThat(failure).asString().doesNotContain("Ann");
    }

    @Test
    void keepsTheBeginningOfALongBody() {
        String body = "x".repeat(2047) + "😀" + "y".repeat(5000);

        assertThat(read(504, body).body()).isEqualTo("x".repeat(2047));
        assertThat(read(504, "x".repeat(5000)).body()).hasSize(2048);
    }

    @Test
    void readsTheCodesOfABodyThatWasCutShort() {
        String body = "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"You have";

        assertFailure(read(429, body), ErrorClass.QUOTA, "insufficient_quota", false);
    }

    @Test
    void keepsOriginAndPhase() {
        ProviderFailure failure = READER.read(ORIGIN, new ResponseHead(500, Map.of()), "", SendPhase.STARTED);

        assertThat(failure.provider()).isEqualTo("acme");
        assertThat(failure.model()).isEqualTo("one");
        assertThat(failure.phase()).isEqualTo(SendPhase.STARTED);
        assertThatThrownBy(() -> new Origin(" ", "one")).isInstanceOf(InvalidInputException.class);
    }

    private static ProviderFailure shouldRetry(int status, String value) {
        ResponseHead head = new ResponseHead(status, Map.of("x-should-retry", value));
        return READER.read(ORIGIN, head, "", SendPhase.SENT);
    }

    private static void assertFailure(ProviderFailure failure, ErrorClass expected, String code, boolean retryable) {
        assertThat(failure.errorClass()).isEqualTo(expected);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.isRetryable()).isEqualTo(retryable);
    }

    private static ProviderFailure read(int status, String body) {
        return READER.read(ORIGIN, new ResponseHead(status, Map.of()), body, SendPhase.SENT);
    }

    private static ProviderFailure inStream(String event, String json) {
        return READER.readInStream(ORIGIN, new ResponseHead(200, Map.of()), event, json);
    }
}
