package io.citybrain.jobs.escort;

import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.greenwave.MissionPlan;
import io.citybrain.city.greenwave.PriorityCommand;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.jobs.sensing.Inbound;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The green-wave job as one sentence: decode what comes in, escort, publish plans and priority, store the trail. */
final class EscortPipeline {

    /** Where everything goes. */
    record Ends(
            Sink<MissionPlan> plans,
            Sink<PriorityCommand> priority,
            Sink<CommandOutcome> outcomes,
            Sink<Rejection> refused,
            Sink<EscortLine> stored) {}

    private EscortPipeline() {}

    static void build(DataStream<Inbound> inbound, Ends ends, GreenWaveSettings settings, Escort.Roads roads) {
        SingleOutputStreamOperator<EscortMessage> decoded = inbound.process(
                        new DecodeEscort(settings.city().time()))
                // The source's own thread: messages keep their order.
                .setParallelism(inbound.getParallelism())
                .uid("decode-escort")
                .name("decode-escort");
        SingleOutputStreamOperator<MissionPlan> plans = decoded.keyBy(EscortMessage::zone)
                .process(new Escort(settings, roads))
                .uid("escort")
                .name("escort");
        DataStream<Rejection> refused = decoded.getSideOutput(DecodeEscort.REFUSED);

        plans.sinkTo(ends.plans()).uid("publish-plans").name("publish-plans");
        plans.getSideOutput(Escort.COMMANDS)
                .sinkTo(ends.priority())
                .uid("publish-priority")
                .name("publish-priority");
        plans.getSideOutput(Escort.OUTCOMES)
                .sinkTo(ends.outcomes())
                .uid("publish-outcomes")
                .name("publish-outcomes");
        refused.sinkTo(ends.refused()).uid("publish-refused").name("publish-refused");
        plans.getSideOutput(Escort.STORED)
                .union(refused.map(rejection -> EscortLine.of(rejection))
                        .returns(TypeInformation.of(EscortLine.class))
                        .uid("store-refused")
                        .name("store-refused"))
                .sinkTo(ends.stored())
                .uid("write-escort")
                .name("write-escort");
    }
}
