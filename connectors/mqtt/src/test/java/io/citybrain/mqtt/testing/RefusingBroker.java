package io.citybrain.mqtt.testing;

import io.citybrain.mqtt.client.MqttConnection;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

/**
 * Speaks as much MQTT 5 as a publisher needs, and answers each publication with the reason code that the test decides:
 * no real broker runs out of its quota on request.
 */
public final class RefusingBroker implements AutoCloseable {
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int PINGREQ = 12;

    /** Everything that it took, as "topic text", in order. */
    public final List<String> taken = new CopyOnWriteArrayList<>();

    /** Everything that it refused, in order. */
    public final List<String> refused = new CopyOnWriteArrayList<>();

    private final ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final ToIntFunction<String> verdict;

    /** @param verdict the reason code for "topic text": 0 takes it */
    public RefusingBroker(ToIntFunction<String> verdict) throws IOException {
        this.verdict = verdict;
        Thread thread = new Thread(this::serve, "refusing-broker");
        thread.setDaemon(true);
        thread.start();
    }

    public MqttConnection connection() {
        return MqttConnection.of("tcp://127.0.0.1:" + door.getLocalPort());
    }

    private void serve() {
        while (!door.isClosed()) {
            try (Socket socket = door.accept()) {
                converse(new DataInputStream(socket.getInputStream()), socket.getOutputStream());
            } catch (IOException e) {
                // The client went, or the test is over.
            }
        }
    }

    private void converse(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            int header = in.readUnsignedByte();
            byte[] body = new byte[length(in)];
            in.readFully(body);
            switch (header >> 4) {
                case CONNECT -> out.write(new byte[] {0x20, 3, 0, 0, 0});
                case PUBLISH -> answer(body, out);
                case PINGREQ -> out.write(new byte[] {(byte) 0xD0, 0});
                default -> throw new EOFException("the client says goodbye");
            }
        }
    }

    /** QoS 1 with few properties: topic, packet id, properties, payload. */
    private void answer(byte[] body, OutputStream out) throws IOException {
        int topicBytes = ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
        int id = 2 + topicBytes;
        int payload = id + 3 + body[id + 2];
        String text = new String(body, 2, topicBytes, StandardCharsets.UTF_8) + " "
                + new String(body, payload, body.length - payload, StandardCharsets.UTF_8);
        int code = verdict.applyAsInt(text);
        (code < 0x80 ? taken : refused).add(text);
        out.write(new byte[] {0x40, 4, body[id], body[id + 1], (byte) code, 0});
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int octet = in.readUnsignedByte();
            length |= (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return length;
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
