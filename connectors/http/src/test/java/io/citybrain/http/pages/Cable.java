package io.citybrain.http.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between a browser and the door: while it is cut nothing passes, and nobody is told. */
final class Cable implements AutoCloseable {
    private static final int BUFFER_BYTES = 16_384;

    private final int target;
    private final ServerSocket near;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object mended = new Object();
    private boolean isCut;

    Cable(int target) throws IOException {
        this.target = target;
        near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return near.getLocalPort();
    }

    void cut() {
        synchronized (mended) {
            isCut = true;
        }
    }

    /** Connections from before are gone, as after a change of network. */
    void mend() {
        open.forEach(Cable::close);
        open.clear();
        synchronized (mended) {
            isCut = false;
            mended.notifyAll();
        }
    }

    private void accept() {
        while (!near.isClosed()) {
            try {
                Socket browser = near.accept();
                Socket door = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(browser);
                open.add(door);
                daemon(() -> pump(browser, door));
                daemon(() -> pump(door, browser));
            } catch (IOException e) {
                // The end of the test, or the door is not there.
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                awaitMended();
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side is gone: so is the other.
        } finally {
            close(from);
            close(to);
        }
    }

    private void awaitMended() throws IOException {
        synchronized (mended) {
            while (isCut) {
                try {
                    mended.wait();
                } catch (InterruptedException e) {
                    throw new IOException("interrupted", e);
                }
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(java.io.Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        close(near);
        mend();
    }
}
