package io.citybrain.jobs.sensing;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Takes the city clock out of the feed's news, so that an operator with both inputs goes by the clock that comes in
 * order with the readings. Else its time is the lesser of the two inputs', whose network buffers are flushed apart: a
 * reading could overtake the tick before it, and a replay would find other silences than the one before.
 */
final class NoClock implements WatermarkGenerator<FeedNews> {
    private NoClock() {}

    static WatermarkStrategy<FeedNews> strategy() {
        return WatermarkStrategy.forGenerator(context -> new NoClock());
    }

    @Override
    public void onEvent(FeedNews news, long timestamp, WatermarkOutput output) {
        output.emitWatermark(Watermark.MAX_WATERMARK);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.emitWatermark(Watermark.MAX_WATERMARK);
    }
}
