package io.citybrain.influxdb.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of 127.0.0.1 that is free at this moment. It lies below those that Linux gives to outgoing connections (32768
 * and up): a server that is stopped and started again finds its port free.
 */
public final class FreePort {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 31_999;
    private static final int TRIES = 100;

    private FreePort() {}

    /** Finds one. */
    public static int find() {
        IOException taken = null;
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                taken = e;
            }
        }
        throw new IllegalStateException("no free port on 127.0.0.1 in " + TRIES + " tries", taken);
    }
}
