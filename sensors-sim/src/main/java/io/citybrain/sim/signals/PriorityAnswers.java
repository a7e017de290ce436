package io.citybrain.sim.signals;

/** Where a controller's answers to priority commands go. */
public interface PriorityAnswers {
    /**
     * One answer.
     *
     * @param status {@code granted}, {@code pending}, {@code rejected} or {@code released}
     * @param reason why, if it was rejected or ended without being asked; null otherwise
     */
    void answer(String mission, long sequence, String status, String reason);
}
