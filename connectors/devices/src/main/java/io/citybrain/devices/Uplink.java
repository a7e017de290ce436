package io.citybrain.devices;

import java.util.Arrays;

/**
 * One frame of a device as its network handed it over, not yet understood.
 *
 * @param eui the device's EUI-64 (or IMEI), upper-case hexadecimal without separators
 * @param port the LoRaWAN application port 1 to 223, or -1 if the network named none (NB-IoT, or a frame without payload)
 * @param payload the frame's bytes, decrypted; never null, may be empty
 * @param observedAtMillis when the network received it, epoch milliseconds UTC
 * @param sequence the frame counter, or -1 if there is none. A LoRaWAN counter begins again at 0 whenever the device
 *     joins: a lower value than before is a restart and not a duplicate
 * @param network who handed it over: {@code the-things-stack}, {@code chirpstack}, or the sender's own word
 */
public record Uplink(String eui, int port, byte[] payload, long observedAtMillis, long sequence, String network) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Uplink that
                && eui.equals(that.eui)
                && port == that.port
                && Arrays.equals(payload, that.payload)
                && observedAtMillis == that.observedAtMillis
                && sequence == that.sequence
                && network.equals(that.network);
    }

    @Override
    public int hashCode() {
        return eui.hashCode() * 31 + Long.hashCode(observedAtMillis);
    }

    @Override
    public String toString() {
        return network + '/' + eui + " port " + port + " #" + sequence + ", " + payload.length + " bytes";
    }
}
