package io.citybrain.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process has used so far, or between two moments.
 *
 * @param processorNanos time on all its processors: the job's threads, garbage collection, compilation
 * @param allocatedBytes by all its threads that are alive
 * @param wallNanos time that passed
 */
record Cost(long processorNanos, long allocatedBytes, long wallNanos) {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Cost now() {
        long allocated = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            allocated += Math.max(bytes, 0);
        }
        return new Cost(PROCESS.getProcessCpuTime(), allocated, System.nanoTime());
    }

    Cost since(Cost before) {
        return new Cost(
                processorNanos - before.processorNanos,
                allocatedBytes - before.allocatedBytes,
                wallNanos - before.wallNanos);
    }

    /** Messages a second, were there one core and nothing else to do on it. */
    double perSecondPerCore(int messages) {
        return messages * 1e9 / processorNanos;
    }

    double perSecond(int messages) {
        return messages * 1e9 / wallNanos;
    }

    /** Bytes of the heap in use after a full collection. */
    static long liveHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
