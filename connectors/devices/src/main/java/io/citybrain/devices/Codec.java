package io.citybrain.devices;

import io.citybrain.wire.Decoded;

/** Reads the frames of one device type. It has no memory: the same frame is always the same value. */
interface Codec {

    /**
     * What the frame says, or why it can't be read. Never throws, whatever the bytes are. The reason begins with
     * "frame" and names byte and value; the caller puts the codec's name before it.
     *
     * @param uplink a frame with at least one byte
     */
    Decoded<Frame> decode(Uplink uplink);
}
