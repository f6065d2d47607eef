package dev.llmops.remote.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallCancelledException;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.api.model.Usage;
import dev.llmops.remote.Timeouts;
import dev.llmops.remote.error.RateLimits;
import dev.llmops.remote.http.Exchange;
import dev.llmops.remote.http.ResponseHead;
import dev.llmops.remote.http.TransportFault;
import dev.llmops.remote.stream.EventDecoder;
import dev.llmops.remote.stream.MalformedStreamException;
import dev.llmops.remote.stream.WireEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks one model over one link in one format: the way of every client of this module.
 *
 * <p>Checks what the model can do, writes the request, sends it, reads the answer into a
 * {@link ResponseAssembly}. Safe for concurrent use.
 */
public final class ModelEndpoint implements AutoCloseable {
    /** The HTTP library hands over no more at a time; a thousand streams have a thousand of these. */
    private static final int PIECE = 8 * 1024;

    private final ModelInfo info;
    private final ModelProtocol protocol;
    private final ProviderLink link;
    private final boolean lenient;

    /**
     * Creates an endpoint.
     *
     * @param info what is known about the model
     * @param protocol the format
     * @param link the way to the provider
     * @param lenient whether options that cannot be expressed are left out with a warning
     */
    public ModelEndpoint(ModelInfo info, ModelProtocol protocol, ProviderLink link, boolean lenient) {
        this.info = info;
        this.protocol = protocol;
        this.link = link;
        this.lenient = lenient;
    }

    /** {@return what is known about the model} */
    public ModelInfo info() {
        return info;
    }

    /** {@return the way to the provider} */
    public ProviderLink link() {
        return link;
    }

    /** {@return the complete response}; see {@link dev.llmops.api.model.ModelClient#generate} */
    public ModelResponse generate(ModelRequest request, ModelCall call) {
        Require.nonNull(request, "request");
        Require.nonNull(call, "call");
        if (call.cancellation().isCancelled() && !call.deadline().isExpired()) {
            throw new CallCancelledException(link.provider());
        }
        Encoding encoding = new Encoding(info, call.isStreaming() && info.can(Capability.STREAMING), lenient);
        CapabilityCheck.check(request, encoding);
        WireRequest wire = protocol.encode(request, encoding);
        ResponseAssembly assembly = new ResponseAssembly(link.provider(), call::emit);
        encoding.warnings().forEach(assembly::warning);
        AnswerReader reader = protocol.reader(request, assembly);
        RemoteCall remote = remoteCall("POST", wire.path(), wire, Json.bytes(wire.body()), request);
        try (Exchange exchange = link.open(remote, call, timeouts(request))) {
            ResponseHead head = link.send(exchange, info.model());
            assembly.requestId(head.requestId());
            RateLimits.of(head, Instant.now()).metadata().forEach(assembly::metadata);
            if (wire.framing() == Framing.WHOLE || head.isWebPage()) {
                readWhole(exchange, head, reader, assembly);
            } else {
                new StreamReading(wire, reader, assembly, request, call).run(exchange, head);
            }
            return assembly.build();
        } catch (TransportFault e) {
            throw failure(e, request, call, reader, assembly);
        }
    }

    private LlmException failure(
            TransportFault fault, ModelRequest request, ModelCall call, AnswerReader reader, ResponseAssembly soFar) {
        boolean useless = soFar.isEmpty() && !reader.isKept();
        return link.exception(fault, info.model(), call, useless ? null : soFar.partial(estimate(request, soFar)));
    }

    private Timeouts timeouts(ModelRequest request) {
        boolean patient =
                info.can(Capability.REASONING) || request.options().reasoning().isPresent();
        return link.connection().timeouts().orElse(patient ? Timeouts.patient() : Timeouts.standard());
    }

    private RemoteCall remoteCall(String method, String path, WireRequest wire, byte[] body, ModelRequest request) {
        Map<String, String> headers = new HashMap<>(wire.headers());
        if (body.length > 0) {
            headers.putIfAbsent("content-type", "application/json");
        }
        headers.putIfAbsent("accept", wire.framing().accept());
        if (wire.framing() != Framing.WHOLE) {
            // A compressed stream arrives in lumps.
            headers.putIfAbsent("accept-encoding", "identity");
        }
        return new RemoteCall(
                method, path, headers, body, info.model(), request.options().metadata());
    }

    private void readWhole(Exchange exchange, ResponseHead head, AnswerReader reader, ResponseAssembly assembly)
            throws TransportFault {
        JsonAnswer answer = link.readJson(exchange, head, info.model());
        try {
            assembly.rawJson(answer.text());
            reader.whole(answer.json());
        } catch (InStreamFailure e) {
            throw link.inStream(e, head, info.model(), null);
        } catch (MalformedAnswerException e) {
            throw link.malformed(head, answer.text(), e, info.model());
        }
    }

    private static Usage estimate(ModelRequest request, ResponseAssembly assembly) {
        TokenCounter counter = TokenCounter.estimating();
        long input = 0;
        for (Message message : request.messages()) {
            for (Content content : message.contents()) {
                input += content instanceof Content.Text text
                        ? counter.count(text.text()).tokens()
                        : 0;
            }
        }
        ModelResponse partial = assembly.partial(Usage.unknown());
        return Usage.builder(Usage.Source.ESTIMATED)
                .count(Usage.Unit.INPUT_UNCACHED, input)
                .count(Usage.Unit.OUTPUT_TEXT, counter.count(partial.text()).tokens())
                .count(
                        Usage.Unit.OUTPUT_REASONING,
                        counter.count(partial.reasoning()).tokens())
                .build();
    }

    /** Closes the link. */
    @Override
    public void close() {
        link.close();
    }

    /** Shows model and host. */
    @Override
    public String toString() {
        return info.model() + " of " + link;
    }

    /** Reads one stream to its last event. */
    private final class StreamReading {
        private final WireRequest wire;
        private final AnswerReader reader;
        private final ResponseAssembly assembly;
        private final ModelRequest request;
        private final ModelCall call;
        private boolean done;
        private boolean any;

        StreamReading(
                WireRequest wire,
                AnswerReader reader,
                ResponseAssembly assembly,
                ModelRequest request,
                ModelCall call) {
            this.wire = wire;
            this.reader = reader;
            this.assembly = assembly;
            this.request = request;
            this.call = call;
        }

        /** Reads the stream, and where it breaks the rest of it, as often as the reader knows where that is. */
        void run(Exchange exchange, ResponseHead head) {
            LlmException broken = read(exchange, head);
            while (broken != null) {
                // Its clocks must not end what comes now.
                exchange.close();
                String rest = reader.continuation();
                if (rest.isEmpty()) {
                    throw broken;
                }
                broken = readRest(rest, broken);
            }
        }

        /** {@return how the rest broke off in turn; null if it came to its end} */
        private @Nullable LlmException readRest(String path, LlmException broken) {
            try (Exchange exchange =
                    link.open(remoteCall("GET", path, wire, new byte[0], request), call, timeouts(request))) {
                ResponseHead head;
                try {
                    head = link.send(exchange, info.model());
                } catch (ProviderException refused) {
                    broken.addSuppressed(refused);
                    throw broken;
                }
                return read(exchange, head);
            } catch (TransportFault e) {
                return passing(e);
            }
        }

        /** {@return the failure of a connection that broke; one that nobody wants any more is thrown} */
        private LlmException passing(TransportFault fault) {
            LlmException failure = failure(fault, request, call, reader, assembly);
            if (failure instanceof ProviderException provider && provider.isRetryable() && !fault.isOfTheWholeCall()) {
                return failure;
            }
            throw failure;
        }

        /** {@return how the stream broke off; null if it came to its end} */
        private @Nullable LlmException read(Exchange exchange, ResponseHead head) {
            try {
                return toEnd(exchange, head);
            } catch (TransportFault e) {
                return passing(e);
            }
        }

        private @Nullable LlmException toEnd(Exchange exchange, ResponseHead head) throws TransportFault {
            EventDecoder decoder = wire.framing().decoder(link.connection().maxEventBytes());
            Preview preview = new Preview();
            boolean whole;
            try {
                byte[] piece = new byte[PIECE];
                for (int count = exchange.read(piece); count >= 0 && !done; ) {
                    if (!any) {
                        preview.add(piece, count);
                    }
                    decoder.feed(piece, 0, count, this::take);
                    if (!done) {
                        count = exchange.read(piece);
                    }
                }
                whole = done || decoder.end(this::take);
                if (done) {
                    exchange.complete();
                }
            } catch (InStreamFailure e) {
                throw link.inStream(e, head, info.model(), assembly.isEmpty() ? null : partial());
            } catch (MalformedStreamException e) {
                throw link.malformedStream(e, head, info.model(), partial());
            } catch (MalformedAnswerException e) {
                throw link.malformedStream(e, head, info.model(), partial());
            }
            if (!any && assembly.isEmpty()) {
                readInstead(head, preview.text());
            } else if (!done && !(whole && reader.isComplete())) {
                return link.truncated(head, info.model(), partial());
            }
            return null;
        }

        private void take(WireEvent event) {
            any = true;
            if (!done) {
                done = reader.event(event);
            }
        }

        /** A body without a single event is an answer that came whole, or the text of an error under status 200. */
        private void readInstead(ResponseHead head, String body) {
            try {
                JsonNode json = Json.read(body);
                assembly.rawJson(body);
                reader.whole(json);
            } catch (InStreamFailure e) {
                throw link.malformed(head, body, info.model());
            } catch (MalformedAnswerException e) {
                throw link.malformed(head, body, e, info.model());
            }
        }

        private ModelResponse partial() {
            return assembly.partial(estimate(request, assembly));
        }
    }

    /** The first bytes of a stream, kept until it is known to be one. */
    private final class Preview {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void add(byte[] piece, int count) {
            if (bytes.size() < link.connection().maxBodyBytes() - count) {
                bytes.write(piece, 0, count);
            }
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
