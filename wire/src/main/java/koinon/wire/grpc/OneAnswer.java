package koinon.wire.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.link.Timers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call with one small request and one answer, few at a time, each within a deadline: the caller
 * of a join is a stranger.
 */
final class OneAnswer implements ServerCallHandler<byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(OneAnswer.class);
    private static final int LONGEST_REQUEST = 64 << 10;
    private static final int AT_A_TIME = 32;

    private final UnaryOperator<byte[]> answer;
    private final Timers timers;
    private final Duration deadline;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    OneAnswer(UnaryOperator<byte[]> answer, Timers timers, Duration deadline) {
        this.answer = answer;
        this.timers = timers;
        this.deadline = deadline;
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(
            ServerCall<byte[], byte[]> call, Metadata headers) {
        if (!places.tryAcquire()) {
            call.close(
                    Status.RESOURCE_EXHAUSTED.withDescription("too many at once; try again"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        Conversation conversation = new Conversation(call);
        call.request(1);
        return conversation;
    }

    private final class Conversation extends ServerCall.Listener<byte[]> {
        private final ServerCall<byte[], byte[]> call;
        private final Timers.Cancellable timeout;
        private final AtomicBoolean over = new AtomicBoolean();
        private byte @Nullable [] request;

        Conversation(ServerCall<byte[], byte[]> call) {
            this.call = call;
            this.timeout = timers.after(deadline.toMillis(), this::tooLate);
        }

        @Override
        public void onMessage(byte[] message) {
            request = message;
        }

        @Override
        public void onHalfClose() {
            byte[] received = request;
            try {
                if (received == null || received.length > LONGEST_REQUEST) {
                    throw new KoinonException(
                            ErrorCode.MALFORMED_REQUEST, "the request is empty or too long");
                }
                succeed(answer.apply(received));
            } catch (KoinonException refused) {
                fail(Reasons.status(refused), Reasons.trailers(refused));
            } catch (RuntimeException broken) {
                log.error("An admission failed", broken);
                fail(Status.INTERNAL.withDescription("see the master's log"), new Metadata());
            }
        }

        @Override
        public void onCancel() {
            end();
        }

        private void tooLate() {
            fail(
                    Status.DEADLINE_EXCEEDED.withDescription("the call took too long"),
                    new Metadata());
        }

        private void succeed(byte[] message) {
            if (end()) {
                call.sendHeaders(new Metadata());
                call.sendMessage(message);
                call.close(Status.OK, new Metadata());
            }
        }

        private void fail(Status status, Metadata trailers) {
            if (end()) {
                call.close(status, trailers);
            }
        }

        /** True once. */
        private boolean end() {
            boolean first = over.compareAndSet(false, true);
            if (first) {
                timeout.cancel();
                places.release();
            }
            return first;
        }
    }
}
