package io.citybrain.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A link that can be cut: hands bytes to and fro between its own port and another one of the loopback interface. While
 * it is cut, connections are refused and those that were open are dropped. One daemon thread for each direction of each
 * connection; they end with it.
 */
final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final int targetPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private int port; // 0 until the first time that it listens
    private ServerSocket listener;
    private Thread acceptor;

    private TcpProxy(int targetPort) {
        this.targetPort = targetPort;
    }

    /** Begins to listen on a free port. */
    static TcpProxy to(int targetPort) {
        TcpProxy proxy = new TcpProxy(targetPort);
        proxy.mend();
        return proxy;
    }

    synchronized int port() {
        return port;
    }

    /** Drops what is open and refuses what comes. */
    synchronized void cut() {
        if (listener != null) {
            close(listener);
            listener = null;
            awaitEnd(acceptor); // until it has left the kernel's accept, the kernel keeps the port
        }
        open.forEach(TcpProxy::close);
    }

    /** Takes connections again. */
    synchronized void mend() {
        if (listener != null) {
            return;
        }
        try {
            ServerSocket made = new ServerSocket();
            made.setReuseAddress(true);
            made.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            port = made.getLocalPort();
            listener = made;
            acceptor = daemon("proxy-" + port, () -> accept(made));
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " of the proxy is taken", e);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                connect(from.accept(), from);
            } catch (IOException e) {
                // Cut, or the other side is down: whoever connects sees it as a refused or dropped connection.
            }
        }
    }

    private void connect(Socket near, ServerSocket from) throws IOException {
        Socket far = new Socket();
        open.add(near);
        open.add(far);
        try {
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            daemon("proxy-in-" + from.getLocalPort(), () -> pump(near, far));
            daemon("proxy-out-" + from.getLocalPort(), () -> pump(far, near));
        } catch (IOException e) {
            drop(near, far);
        }
        // One that was accepted while the link was being cut.
        if (from.isClosed()) {
            drop(near, far);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // The end of one side is the end of both.
        } finally {
            drop(from, to);
        }
    }

    private void drop(Socket one, Socket other) {
        close(one);
        close(other);
        open.remove(one);
        open.remove(other);
    }

    private static void close(java.io.Closeable socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone, which is what was wanted.
            }
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        cut();
    }
}
