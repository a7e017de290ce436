package io.citybrain.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port on the loopback interface that nobody listens on. */
final class FreePort {
    private FreePort() {}

    /**
     * Checks that the wanted port is free, or finds one.
     *
     * @param what who wants it, for the message
     * @param option the option that names another
     */
    static int of(int wanted, String what, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw CityException.because(e, "error.port", wanted, what, option);
        }
    }
}
