package io.citybrain.http;

/** Photos of crews. */
final class PhotoRoom {
    static final int MOST_BYTES = 10 << 20;

    private PhotoRoom() {}
}
