package io.citybrain.jobs.sensing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/**
 * A source that waits after its first messages until the whole job has had them: a checkpoint that began behind them is
 * complete. A feed's news takes another way through the job than the readings do.
 */
record PauseAfter<S extends SourceSplit>(int messages) implements RateLimiterStrategy<S> {
    /** The first one to complete may have begun before the last message. */
    private static final int CHECKPOINTS = 2;

    @Override
    public RateLimiter<S> createRateLimiter(int parallelism) {
        return new RateLimiter<>() {
            private final CompletableFuture<Void> hadByAll = new CompletableFuture<>();
            private int acquired;
            private int completed;

            @Override
            public CompletionStage<Void> acquire(int number) {
                acquired += number;
                return acquired <= messages ? CompletableFuture.completedFuture(null) : hadByAll;
            }

            @Override
            public void notifyCheckpointComplete(long checkpoint) {
                if (acquired > messages && ++completed == CHECKPOINTS) {
                    hadByAll.complete(null);
                }
            }
        };
    }
}
