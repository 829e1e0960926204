package koinon.wire.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Passes TCP connections on to a port of this machine and, on command, cuts, stalls, delays or
 * half-opens them.
 */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int targetPort;
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by the lock.
    private boolean stalled;
    private boolean refusing;
    private boolean closed;
    private Duration delay = Duration.ZERO;

    /** Listens on a free port of the loopback interface. */
    public TcpProxy(int targetPort) throws IOException {
        this.targetPort = targetPort;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Connections taken so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Resets every open connection, on both sides. */
    public void cut() {
        passages.forEach(Passage::reset);
    }

    /** From now on no byte passes, in either direction, and nobody is told. */
    public void stall() {
        change(() -> stalled = true);
    }

    /** Ends {@link #stall} and {@link #refuse}. */
    public void flow() {
        change(() -> {
            stalled = false;
            refusing = false;
        });
    }

    /** From now on new connections are reset at once; open ones stay. */
    public void refuse() {
        change(() -> refusing = true);
    }

    /** From now on every piece of data waits so long before it is passed on. */
    public void delay(Duration each) {
        change(() -> delay = each);
    }

    /** The dialling side vanishes; the other keeps its connection and hears nothing. */
    public void loseDialler() {
        passages.forEach(Passage::loseDialler);
    }

    /** The listening side vanishes; the other keeps its connection and hears nothing. */
    public void loseListener() {
        passages.forEach(Passage::loseListener);
    }

    @Override
    public void close() throws IOException {
        change(() -> closed = true);
        listening.close();
        cut();
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (true) {
            try {
                pass(listening.accept());
            } catch (IOException over) {
                return;
            }
        }
    }

    private void pass(Socket dialler) throws IOException {
        accepted.incrementAndGet();
        if (refuses()) {
            reset(dialler);
            return;
        }
        Socket listener = new Socket();
        try {
            listener.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort), 5_000);
        } catch (IOException nobody) {
            reset(dialler);
            return;
        }
        Passage passage = new Passage(dialler, listener);
        passages.add(passage);
        passage.start();
    }

    private boolean refuses() {
        lock.lock();
        try {
            return refusing;
        } finally {
            lock.unlock();
        }
    }

    /** Waits as told; false when the proxy has been closed. */
    private boolean mayPass() {
        lock.lock();
        try {
            long left = delay.toNanos();
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            while (stalled && !closed) {
                changed.await(1, TimeUnit.MINUTES);
            }
            return !closed;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyClosed) {
            // Closed is what it should be.
        }
    }

    private final class Passage {
        private final Socket dialler;
        private final Socket listener;
        private volatile boolean halfOpen;

        Passage(Socket dialler, Socket listener) {
            this.dialler = dialler;
            this.listener = listener;
        }

        void start() {
            Thread.ofVirtual().name("up").start(() -> pump(dialler, listener));
            Thread.ofVirtual().name("down").start(() -> pump(listener, dialler));
        }

        void reset() {
            passages.remove(this);
            TcpProxy.reset(dialler);
            TcpProxy.reset(listener);
        }

        void loseDialler() {
            halfOpen = true;
            TcpProxy.reset(dialler);
        }

        void loseListener() {
            halfOpen = true;
            TcpProxy.reset(listener);
        }

        private void pump(Socket from, Socket to) {
            byte[] piece = new byte[64 << 10];
            try {
                int read = from.getInputStream().read(piece);
                while (read >= 0 && mayPass()) {
                    write(to, piece, read);
                    read = from.getInputStream().read(piece);
                }
            } catch (IOException broken) {
                // Told to the other side below.
            }
            if (!halfOpen) {
                reset();
            }
        }

        private void write(Socket to, byte[] piece, int length) throws IOException {
            try {
                to.getOutputStream().write(piece, 0, length);
            } catch (IOException lost) {
                if (!halfOpen) {
                    throw lost;
                }
            }
        }
    }
}
