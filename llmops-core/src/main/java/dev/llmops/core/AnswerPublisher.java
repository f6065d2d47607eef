package dev.llmops.core;

import dev.llmops.api.LlmException;
import dev.llmops.api.pipeline.AnswerEvent;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Publishes the events of one answer to one subscriber, as many as it asks for. */
final class AnswerPublisher implements Flow.Publisher<AnswerEvent> {
    private final PipelineCall call;
    private final EventBuffer buffer;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    AnswerPublisher(PipelineCall call, EventBuffer buffer) {
        this.call = call;
        this.buffer = buffer;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super AnswerEvent> subscriber) {
        if (subscriber == null) {
            // The specification of reactive streams (rule 1.9) wants this type.
            throw new NullPointerException("subscriber must not be null");
        }
        if (!subscribed.compareAndSet(false, true)) {
            subscriber.onSubscribe(new Refused());
            subscriber.onError(new LlmException(
                    "This answer stream has a subscriber already. Ask the pipeline again for another one."));
            return;
        }
        Delivery delivery = new Delivery(subscriber);
        subscriber.onSubscribe(delivery);
        buffer.onChange(delivery::drain);
        delivery.drain();
    }

    /** Hands events over; whoever finds it idle does the work, so that signals never overlap. */
    private final class Delivery implements Flow.Subscription {
        private final Flow.Subscriber<? super AnswerEvent> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger work = new AtomicInteger();
        private volatile boolean over;
        private volatile @Nullable Throwable misuse;

        Delivery(Flow.Subscriber<? super AnswerEvent> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long count) {
            if (count <= 0) {
                // The specification of reactive streams (rule 3.9) wants this type.
                misuse = new IllegalArgumentException("A subscriber must request at least 1 event, was " + count + ".");
            } else {
                demand.accumulateAndGet(count, (have, more) -> have + more < 0 ? Long.MAX_VALUE : have + more);
            }
            drain();
        }

        @Override
        public void cancel() {
            over = true;
            call.cancel();
            buffer.abandon();
        }

        void drain() {
            if (work.getAndIncrement() != 0) {
                return;
            }
            int seen = 1;
            do {
                deliver();
                seen = work.addAndGet(-seen);
            } while (seen != 0);
        }

        private void deliver() {
            if (misuse != null && !over) {
                fail(misuse);
            }
            while (!over && demand.get() > 0) {
                AnswerEvent event = buffer.poll();
                if (event == null) {
                    break;
                }
                if (demand.get() != Long.MAX_VALUE) {
                    demand.decrementAndGet();
                }
                try {
                    subscriber.onNext(event);
                } catch (RuntimeException e) {
                    // Rule 2.13: a subscriber that throws counts as one that has cancelled.
                    cancel();
                }
            }
            if (!over && buffer.isDrained()) {
                over = true;
                Throwable failure = buffer.failure();
                if (failure == null) {
                    subscriber.onComplete();
                } else {
                    subscriber.onError(failure);
                }
            }
        }

        private void fail(@Nullable Throwable error) {
            cancel();
            subscriber.onError(error);
        }
    }

    private static final class Refused implements Flow.Subscription {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }
}
