package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.devices.DeviceReport;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Each aside to where it belongs, in the thread of the step that told it. That step has one output for all of them,
 * because Flink offers each record to each output of a step, with a copy of its envelope: six outputs behind a reading
 * took a sixth of the time.
 */
final class SortAsides extends ProcessFunction<Aside, Alert> {
    private static final long serialVersionUID = 1;

    static final OutputTag<CommandOutcome> OUTCOMES =
            new OutputTag<>("outcomes", TypeInformation.of(CommandOutcome.class));
    static final OutputTag<Rejection> REFUSED = new OutputTag<>("refused", TypeInformation.of(Rejection.class));
    static final OutputTag<DeviceReport> REPORTS = new OutputTag<>("reports", TypeInformation.of(DeviceReport.class));
    static final OutputTag<FeedNews> FEED = new OutputTag<>("feed", TypeInformation.of(FeedNews.class));
    /** The same for the steps of all sensors. */
    static final OutputTag<SensorEvent> FEED_FOR_ALL =
            new OutputTag<>("feed-for-all", TypeInformation.of(SensorEvent.class));

    @Override
    public void processElement(Aside aside, Context context, Collector<Alert> out) {
        if (aside.alert() != null) {
            out.collect(aside.alert());
        } else if (aside.outcome() != null) {
            context.output(OUTCOMES, aside.outcome());
        } else if (aside.rejection() != null) {
            context.output(REFUSED, aside.rejection());
        } else if (aside.report() != null) {
            context.output(REPORTS, aside.report());
        } else {
            context.output(FEED, aside.feed());
            context.output(FEED_FOR_ALL, SensorEvent.of(aside.feed()));
        }
    }
}
