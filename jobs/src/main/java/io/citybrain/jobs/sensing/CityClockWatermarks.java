package io.citybrain.jobs.sensing;

import io.citybrain.wire.ClockJson;
import io.citybrain.wire.ClockTick;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.Topics;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The city clock, in-band as the watermark, so that every timer of the job runs on it. Live it is the wall clock; in a
 * simulation or a replay it follows {@code city/v1/clock}, whose tick comes after all readings up to its time. In a
 * Kafka log it stands in each partition, and the job's time is that of the slowest one.
 *
 * <p>A watermark usually says "nothing older will come". Here it says what time it is in the city: readings are judged
 * by their own observedAt per sensor and none is dropped for being older.
 */
public final class CityClockWatermarks implements WatermarkGenerator<Inbound> {
    /**
     * After a standstill of the process the wall clock comes up in steps, ten times as fast as time: the readings that
     * waited meanwhile are heard before their sensors are taken for silent.
     */
    private static final long MOST_STEP_MILLIS = 1_000;

    private final CityTime time;
    private long latestMillis = Long.MIN_VALUE;

    private CityClockWatermarks(CityTime time) {
        this.time = time;
    }

    public static WatermarkStrategy<Inbound> strategy(CityTime time) {
        return WatermarkStrategy.forGenerator(context -> new CityClockWatermarks(time));
    }

    @Override
    public void onEvent(Inbound in, long timestamp, WatermarkOutput output) {
        if (time == CityTime.LOG && in.feed() == FeedState.ALIVE && in.cityMillis() > 0) {
            advance(in.cityMillis(), output);
        }
        if (time != CityTime.EXTERNAL || in.feed() != null || !in.topic().equals(Topics.CLOCK)) {
            return;
        }
        Decoded<ClockTick> tick = ClockJson.read(in.payload());
        if (!tick.isRefused()) {
            advance(tick.value().nowMillis(), output);
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (time == CityTime.WALL) {
            long now = System.currentTimeMillis();
            boolean stalled = latestMillis > 0 && now - latestMillis > MOST_STEP_MILLIS;
            advance(stalled ? latestMillis + MOST_STEP_MILLIS : now, output);
        }
    }

    private void advance(long nowMillis, WatermarkOutput output) {
        if (nowMillis > latestMillis) {
            latestMillis = nowMillis;
            output.emitWatermark(new Watermark(nowMillis));
        }
    }
}
