package io.citybrain.mqtt.session;

import io.citybrain.mqtt.client.MqttMessage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** 64-bit hash of topic and payload that stays the same across JVMs: it is part of checkpoints. */
final class ContentHash {
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private ContentHash() {}

    static long of(MqttMessage message) {
        String topic = message.topic();
        long hash = topic.length();
        for (int i = 0; i < topic.length(); i++) {
            hash = (hash ^ topic.charAt(i)) * MULTIPLIER;
        }
        byte[] payload = message.payload();
        int whole = payload.length & ~7;
        hash = finish(hash) ^ payload.length;
        for (int i = 0; i < whole; i += Long.BYTES) {
            hash = Long.rotateLeft((hash ^ (long) LONGS.get(payload, i)) * MULTIPLIER, 29);
        }
        for (int i = whole; i < payload.length; i++) {
            hash = (hash ^ (payload[i] & 0xFF)) * MULTIPLIER;
        }
        return finish(hash);
    }

    /** The last step of SplitMix64 (Steele, Lea, Flood 2014): each input bit reaches each output bit. */
    private static long finish(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }
}
