package io.citybrain.bench;

import io.citybrain.city.sensing.Reading;
import io.citybrain.jobs.sensing.Inbound;
import io.citybrain.wire.Decoded;
import io.citybrain.wire.TelemetryJson;
import io.citybrain.wire.TopicName;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** The reference: what it costs at least to know what a message says. */
final class ParseOnly extends ProcessFunction<Inbound, Reading> {
    private static final long serialVersionUID = 1;

    @Override
    public void processElement(Inbound in, Context context, Collector<Reading> out) {
        TopicName topic = TopicName.parse(in.topic());
        if (topic.type() == TopicName.Type.TELEMETRY) {
            Decoded<Reading> reading = TelemetryJson.read(topic.kind(), topic.sensor(), in.payload());
            out.collect(reading.value());
        }
    }
}
