package io.citybrain.jobs.incidents;

import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.incident.CityGrids;
import io.citybrain.city.incident.IncidentSettings;
import io.citybrain.city.incident.Notification;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.jobs.sensing.Inbound;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The incidents job as one sentence: decode what comes in, handle incidents, publish them, store what happened. */
public final class IncidentPipeline {

    /** Where everything goes. */
    public record Ends(
            Sink<IncidentChange> incidents,
            Sink<Notification> notifications,
            Sink<CommandOutcome> outcomes,
            Sink<Rejection> refused,
            Sink<IncidentLine> stored) {}

    private IncidentPipeline() {}

    public static void build(DataStream<Inbound> inbound, Ends ends, CityGrids grids, IncidentSettings settings) {
        SingleOutputStreamOperator<IncidentMessage> decoded = inbound.process(new DecodeIncidents(grids))
                // The source's own thread: messages keep their order.
                .setParallelism(inbound.getParallelism())
                .uid("decode-incidents")
                .name("decode-incidents");
        SingleOutputStreamOperator<IncidentChange> changes = decoded.keyBy(IncidentMessage::district)
                .process(new HandleIncidents(grids, settings))
                .uid("handle-incidents")
                .name("handle-incidents");
        DataStream<Rejection> refused = decoded.getSideOutput(DecodeIncidents.REFUSED);

        changes.sinkTo(ends.incidents()).uid("publish-incidents").name("publish-incidents");
        changes.getSideOutput(HandleIncidents.NOTIFICATIONS)
                .sinkTo(ends.notifications())
                .uid("publish-notifications")
                .name("publish-notifications");
        changes.getSideOutput(HandleIncidents.OUTCOMES)
                .sinkTo(ends.outcomes())
                .uid("publish-outcomes")
                .name("publish-outcomes");
        refused.sinkTo(ends.refused()).uid("publish-refused").name("publish-refused");
        changes.getSideOutput(HandleIncidents.STORED)
                .union(refused.map(rejection -> IncidentLine.of(rejection))
                        .returns(TypeInformation.of(IncidentLine.class))
                        .uid("store-refused")
                        .name("store-refused"))
                .sinkTo(ends.stored())
                .uid("write-incidents")
                .name("write-incidents");
    }
}
