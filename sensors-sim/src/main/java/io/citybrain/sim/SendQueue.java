package io.citybrain.sim;

import java.util.Arrays;

/** When each device sends next: a binary heap of (time, device) packed into longs, so that a message costs no garbage. */
final class SendQueue {
    /** 2^20 devices, 2^43 ms (278 years) of simulated time. */
    private static final int DEVICE_BITS = 20;

    private static final long DEVICE_MASK = (1L << DEVICE_BITS) - 1;

    private final long originMillis;
    private long[] heap = new long[64];
    private int size;

    SendQueue(long originMillis) {
        this.originMillis = originMillis;
    }

    void add(long atMillis, int device) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        int at = size++;
        long key = pack(atMillis, device);
        while (at > 0 && heap[(at - 1) / 2] > key) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = key;
    }

    /** Time of the next send; Long.MAX_VALUE if there are no devices. */
    long nextAtMillis() {
        return size == 0 ? Long.MAX_VALUE : (heap[0] >> DEVICE_BITS) + originMillis;
    }

    int nextDevice() {
        return (int) (heap[0] & DEVICE_MASK);
    }

    /** The next device sends again at that time. */
    void moveNext(long atMillis) {
        long key = pack(atMillis, nextDevice());
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= key) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = key;
    }

    private long pack(long atMillis, int device) {
        return ((atMillis - originMillis) << DEVICE_BITS) | device;
    }
}
