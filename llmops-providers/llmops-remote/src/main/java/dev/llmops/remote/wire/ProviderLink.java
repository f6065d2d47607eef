package dev.llmops.remote.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.LlmException;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.api.model.SendPhase;
import dev.llmops.remote.Connection;
import dev.llmops.remote.RequestScope;
import dev.llmops.remote.Timeouts;
import dev.llmops.remote.Transport;
import dev.llmops.remote.error.FailureReader;
import dev.llmops.remote.error.Origin;
import dev.llmops.remote.http.Exchange;
import dev.llmops.remote.http.HttpTransport;
import dev.llmops.remote.http.OutgoingRequest;
import dev.llmops.remote.http.ResponseHead;
import dev.llmops.remote.http.TransportFault;
import dev.llmops.remote.stream.MalformedStreamException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests to one provider: address, keys, headers and clocks, and failures in words of this library.
 *
 * <p>Safe for concurrent use. Never tries again: a request goes out once, or a second time where a pooled connection
 * turned out to be dead before any byte of an answer.
 */
public final class ProviderLink implements AutoCloseable {
    private static final int ERROR_BYTES = 64 * 1024;
    private static final String TRY_AGAIN = " Try again later or use a fallback.";

    /** For files: how long all of it takes is a matter of their size; that it goes on is not. */
    private static final Timeouts LONG = Timeouts.standard().withTotal(Duration.ofDays(1));

    private final String provider;
    private final URI base;
    private final Authorizer authorizer;
    private final Connection connection;
    private final HttpTransport transport;
    private final boolean ownsTransport;
    private final FailureReader failures = new FailureReader(TimeSource.system());

    /** Where the last request went; most of a client go to the same path. */
    private volatile @Nullable Address last;

    /**
     * Creates a link.
     *
     * @param provider the provider's name
     * @param publicAddress where the provider is unless the connection says otherwise
     * @param authorizer what proves who sends
     * @param connection the user's settings
     */
    public ProviderLink(String provider, String publicAddress, Authorizer authorizer, Connection connection) {
        this.provider = provider;
        this.base = connection.baseUri().orElseGet(() -> URI.create(publicAddress));
        this.authorizer = authorizer;
        this.connection = connection;
        this.ownsTransport = connection.transport().isEmpty();
        this.transport = (HttpTransport) connection.transport().orElseGet(Transport::standard);
    }

    /** {@return the provider's name} */
    public String provider() {
        return provider;
    }

    /** {@return where the provider is} */
    public URI base() {
        return base;
    }

    /** {@return the user's settings} */
    public Connection connection() {
        return connection;
    }

    /** {@return the answer to a request, which must be JSON} */
    public JsonAnswer json(RemoteCall call, CallControl control) {
        Timeouts timeouts = connection.timeouts().orElse(call.streamedBody() == null ? Timeouts.standard() : LONG);
        try (Exchange exchange = open(call, control, timeouts)) {
            return readJson(exchange, send(exchange, call.model()), call.model());
        } catch (TransportFault e) {
            throw exception(e, call.model(), control, null);
        }
    }

    /** {@return the answer to a request as it came, for those who read it without a tree of JSON} */
    public BinaryAnswer bytes(RemoteCall call, CallControl control) {
        try (Exchange exchange = open(call, control, connection.timeouts().orElse(Timeouts.standard()))) {
            ResponseHead head = send(exchange, call.model());
            return new BinaryAnswer(head, exchange.readAll(connection.maxBodyBytes()));
        } catch (TransportFault e) {
            throw exception(e, call.model(), control, null);
        }
    }

    /** Sends a request whose answer tells nothing but that it succeeded. */
    public void tell(RemoteCall call, CallControl control) {
        try (Exchange exchange = open(call, control, connection.timeouts().orElse(Timeouts.standard()))) {
            send(exchange, call.model());
        } catch (TransportFault e) {
            throw exception(e, call.model(), control, null);
        }
    }

    /**
     * {@return the lines of an answer that is too long to be held in memory; must be closed}
     *
     * @param call the request
     * @param control until when, and whether, it is wanted; asked at every line
     */
    public JsonLines lines(RemoteCall call, CallControl control) {
        Exchange exchange = open(call, control, connection.timeouts().orElse(LONG));
        try {
            ResponseHead head = send(exchange, call.model());
            if (head.isWebPage()) {
                byte[] page = exchange.readAll(connection.maxBodyBytes());
                String text = new String(page, StandardCharsets.UTF_8);
                throw noResult(head, text, page.length, call.model());
            }
            return new JsonLines(this, exchange, head, call.model(), control);
        } catch (TransportFault e) {
            exchange.close();
            throw exception(e, call.model(), control, null);
        } catch (RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    /** {@return an exchange for a request, with address, headers and key; it has not been sent yet} */
    Exchange open(RemoteCall call, CallControl control, Timeouts timeouts) {
        RequestScope scope = new RequestScope(provider, call.model(), control.callId(), call.metadata());
        Map<String, String> headers = new LinkedHashMap<>(call.headers());
        headers.putIfAbsent("user-agent", "llmops-java");
        connection.headers(scope).forEach((name, value) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
        OutgoingRequest request =
                new OutgoingRequest(call.method(), address(call.path()), headers, call.body(), call.streamedBody());
        Map<String, String> proof = authorizer.headers(request, scope);
        // The request holds this very map, so that the headers need not be copied for the sake of a few more.
        proof.forEach(headers::putIfAbsent);
        return transport.open(request, control, timeouts);
    }

    private URI address(String path) {
        Address known = last;
        if (known != null && known.path().equals(path)) {
            return known.uri();
        }
        URI uri = join(path);
        last = new Address(path, uri);
        return uri;
    }

    private URI join(String path) {
        if (path.startsWith("http://") || path.startsWith("https://")) {
            return sameHost(URI.create(path));
        }
        // A query of the base address, such as an API version, goes behind the whole path.
        String query = base.getRawQuery();
        String front = query == null
                ? base.toString()
                : base.toString().substring(0, base.toString().indexOf('?'));
        String joined = front + path;
        return URI.create(query == null ? joined : joined + (path.contains("?") ? "&" : "?") + query);
    }

    /** Keys go to the provider only, also when the provider itself names another address. */
    private URI sameHost(URI address) {
        boolean same = address.getScheme().equals(base.getScheme())
                && base.getHost().equalsIgnoreCase(address.getHost())
                && base.getPort() == address.getPort();
        if (!same) {
            throw new ConfigurationException("The address that " + provider + " gave is on another host than "
                    + base.getHost() + ". Set the base address to the host that serves it.");
        }
        return address;
    }

    /** Sends a request; {@return status and headers of an answer that is a success} */
    ResponseHead send(Exchange exchange, String model) throws TransportFault {
        ResponseHead head = exchange.send();
        if (!head.isSuccess()) {
            String body = exchange.readText(ERROR_BYTES);
            throw ProviderException.of(failures.read(new Origin(provider, model), head, body, exchange.phase()));
        }
        return head;
    }

    /** {@return the whole of an answer} */
    JsonAnswer readJson(Exchange exchange, ResponseHead head, String model) throws TransportFault {
        byte[] body = exchange.readAll(connection.maxBodyBytes());
        String text = new String(body, StandardCharsets.UTF_8);
        JsonNode json = Json.readOrMissing(text);
        if (!json.isObject() && !json.isArray()) {
            throw noResult(head, text, body.length, model);
        }
        return new JsonAnswer(head, json, text);
    }

    /** {@return the exception for a whole answer that is no result: an error under a status of success, or a page} */
    public ProviderException malformed(ResponseHead head, String text, String model) {
        return noResult(head, text, text.getBytes(StandardCharsets.UTF_8).length, model);
    }

    /** {@return the exception for a whole answer that is no result}; {@code why} counts unless the answer says more */
    ProviderException malformed(ResponseHead head, String text, MalformedAnswerException why, String model) {
        return because(why, malformed(head, text, model), head, model);
    }

    /**
     * {@return the exception for an answer that lacks what it should have}
     *
     * @param answer an error under a status of success, or something else that is no result
     * @param why what is wrong with it
     */
    public ProviderException malformed(BinaryAnswer answer, MalformedAnswerException why, String model) {
        byte[] body = answer.body();
        String text = new String(body, 0, Math.min(body.length, ERROR_BYTES), StandardCharsets.UTF_8);
        return because(why, noResult(answer.head(), text, body.length, model), answer.head(), model);
    }

    private ProviderException noResult(ResponseHead head, String text, long bytes, String model) {
        return ProviderException.of(failures.readNoResult(new Origin(provider, model), head, text, bytes));
    }

    /** What is no JSON is told by what it is; what is JSON, by what it lacks. */
    private ProviderException because(
            MalformedAnswerException why, ProviderException told, ResponseHead head, String model) {
        boolean isJson = !why.isNotJson() && !told.failure().body().isEmpty();
        if (told.errorClass() != ErrorClass.MALFORMED || !isJson) {
            return told;
        }
        return ProviderException.of(broken(ErrorClass.MALFORMED, why.code(), head, model)
                .advice(why.sentence() + TRY_AGAIN)
                .body(told.failure().body())
                .build());
    }

    /** {@return the exception for an error inside a stream} */
    ProviderException inStream(
            InStreamFailure failure, ResponseHead head, String model, @Nullable ModelResponse partial) {
        ProviderFailure facts =
                failures.readInStream(new Origin(provider, model), head, failure.eventName(), failure.json());
        return ProviderException.of(partial == null ? facts : withPartial(facts, partial));
    }

    /** {@return the exception for an exchange that ended before its answer did} */
    LlmException exception(TransportFault fault, String model, CallControl control, @Nullable ModelResponse partial) {
        return switch (fault.kind()) {
            case CANCELLED, INTERRUPTED -> new CallCancelledException(provider);
            case DEADLINE ->
                new DeadlineExceededException(provider, control.deadline().limit());
            case CLOSED ->
                new ConfigurationException(
                        "The client was closed while it was asked. Close it when all its calls have ended.");
            case TOO_LONG ->
                ProviderException.of(facts(ErrorClass.MALFORMED, fault, model, partial)
                        .code(fault.kind().code())
                        .advice("The answer is longer than the limit of " + connection.maxBodyBytes()
                                + " bytes. Ask for less, or raise the connection's maxBodyBytes.")
                        .retryable(false)
                        .build());
            case CONNECT_TIMEOUT, FIRST_BYTE_TIMEOUT, IDLE_TIMEOUT, TOTAL_TIMEOUT ->
                ProviderException.of(
                        facts(ErrorClass.TIMEOUT, fault, model, partial)
                                .code(fault.kind().code())
                                .build(),
                        fault);
            case UNKNOWN_HOST, REFUSED ->
                ProviderException.of(
                        facts(ErrorClass.TRANSPORT, fault, model, partial)
                                .code(fault.kind().code())
                                .advice(advice(fault.kind()))
                                .build(),
                        fault);
            case UNTRUSTED_CERTIFICATE, OTHER_HOST, CLIENT_CERTIFICATE, NO_TLS ->
                ProviderException.of(
                        facts(ErrorClass.TRANSPORT, fault, model, partial)
                                .code(fault.kind().code())
                                .advice(advice(fault.kind()))
                                .retryable(false)
                                .build(),
                        fault);
            case IO ->
                ProviderException.of(
                        facts(
                                        fault.phase() == SendPhase.STARTED
                                                ? ErrorClass.TRUNCATED
                                                : ErrorClass.TRANSPORT,
                                        fault,
                                        model,
                                        partial)
                                .code(fault.kind().code())
                                .build(),
                        fault);
        };
    }

    private String advice(TransportFault.Kind kind) {
        String host = base.getHost();
        return switch (kind) {
            case UNKNOWN_HOST ->
                "No address is known for " + host + ", or for the proxy. Check the base address and the name service.";
            case REFUSED ->
                "Nothing takes connections at " + host + (base.getPort() < 0 ? "" : ":" + base.getPort())
                        + ", or at the proxy. Check that the server runs," + " and the port of the base address.";
            case UNTRUSTED_CERTIFICATE ->
                "The certificate of " + host + " is not trusted, or no longer valid. If it should be trusted, give the"
                        + " connection a transport that trusts its issuer, with Transport.builder().tls.";
            case OTHER_HOST ->
                "The certificate that " + host + " shows is not for this host. Set the base address to a name that"
                        + " is in the certificate, or give the server a certificate for " + host + ".";
            case CLIENT_CERTIFICATE ->
                host + " wants a client certificate that it trusts. Give the connection a transport with one, by"
                        + " Transport.builder().tls.";
            default ->
                "No TLS with " + host + " came about. Check that the port of the base address is one of https, and"
                        + " which versions of TLS the server takes.";
        };
    }

    /** {@return the exception for a stream that ended before its answer did, in good order or not} */
    ProviderException truncated(ResponseHead head, String model, ModelResponse partial) {
        return ProviderException.of(broken(ErrorClass.TRUNCATED, "no-end-of-stream", head, model)
                .partial(partial)
                .build());
    }

    /** {@return the exception for a stream with an event that has not the form of its format} */
    ProviderException malformedStream(
            MalformedAnswerException why, ResponseHead head, String model, ModelResponse partial) {
        return ProviderException.of(broken(ErrorClass.MALFORMED, why.code(), head, model)
                .advice(why.sentence() + TRY_AGAIN)
                .partial(partial)
                .build());
    }

    /** {@return the exception for a stream whose bytes are not what their framing allows} */
    ProviderException malformedStream(
            MalformedStreamException why, ResponseHead head, String model, @Nullable ModelResponse partial) {
        ProviderFailure.Builder facts = broken(ErrorClass.MALFORMED, why.code(), head, model)
                .advice(why.sentences())
                .retryable(why.isRetryable());
        return ProviderException.of((partial == null ? facts : facts.partial(partial)).build());
    }

    /** {@return the exception for an answer in lines that ended before its last line did} */
    ProviderException brokenLine(ResponseHead head, String model) {
        return ProviderException.of(
                broken(ErrorClass.TRUNCATED, "line-broken-off", head, model).build());
    }

    private ProviderFailure.Builder broken(ErrorClass errorClass, String code, ResponseHead head, String model) {
        return ProviderFailure.builder(provider, model, errorClass)
                .status(head.status())
                .requestId(head.requestId())
                .code(code)
                .phase(SendPhase.STARTED);
    }

    private ProviderFailure.Builder facts(
            ErrorClass errorClass, TransportFault fault, String model, @Nullable ModelResponse partial) {
        ProviderFailure.Builder facts =
                ProviderFailure.builder(provider, model, errorClass).phase(fault.phase());
        if (partial != null) {
            facts.partial(partial).requestId(partial.requestId());
        }
        return facts;
    }

    private static ProviderFailure withPartial(ProviderFailure facts, ModelResponse partial) {
        ProviderFailure.Builder builder = ProviderFailure.builder(facts.provider(), facts.model(), facts.errorClass())
                .status(facts.status())
                .code(facts.code())
                .param(facts.param())
                .requestId(facts.requestId())
                .phase(facts.phase())
                .retryable(facts.isRetryable())
                .body(facts.body())
                .advice(facts.advice())
                .partial(partial);
        facts.retryAfter().ifPresent(builder::retryAfter);
        return builder.build();
    }

    /** Closes the transport, unless it is shared. */
    @Override
    public void close() {
        if (ownsTransport) {
            transport.close();
        }
    }

    /** A path and the whole address that it makes. */
    private record Address(String path, URI uri) {}

    /** Shows provider and host. */
    @Override
    public String toString() {
        return provider + " at " + base.getHost();
    }
}
