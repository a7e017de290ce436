package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.wire.Topics;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Holds back what the clock decided until a checkpoint holds the decision: a message can be replayed after a crash, the
 * passing of time can't, so an alert told too early might have no state behind it afterwards. What a message decided
 * goes through at once, but never overtakes what is held of the same sensor and rule: both share a topic, and the empty
 * payload that ends an old alert would take a newer one with it.
 *
 * <p>State: the alerts held, in order; empty one checkpoint later. After a restore they are covered by the checkpoint
 * restored from and go out with the next one, each from the instance that its sensor's next alerts come to.
 */
final class AwaitCheckpoint extends AbstractStreamOperator<Alert> implements OneInputStreamOperator<Alert, Alert> {
    private static final long serialVersionUID = 1;

    /** An alert and the checkpoint that will hold it; 0 = the next. */
    private record Held(Alert alert, long checkpoint) {}

    private transient ArrayDeque<Held> held;
    private transient Map<String, Integer> heldByTopic;
    private transient ListState<Alert> state;
    private transient Map<String, Counter> told;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        held = new ArrayDeque<>();
        heldByTopic = new HashMap<>();
        told = new HashMap<>();
        state = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("held", TypeInformation.of(Alert.class)));
        for (Alert alert : state.get()) {
            if (comesHere(alert)) {
                hold(alert);
            }
        }
    }

    /** True if alerts of this sensor are keyed to this instance: after a change of parallelism it may be another. */
    private boolean comesHere(Alert alert) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        alert.sensor(), task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks())
                == task.getIndexOfThisSubtask();
    }

    @Override
    public void processElement(StreamRecord<Alert> record) {
        Alert alert = record.getValue();
        if (alert.decidedByClock() || heldByTopic.containsKey(topicOf(alert))) {
            hold(alert);
        } else {
            tell(alert);
        }
    }

    private void hold(Alert alert) {
        held.add(new Held(alert, 0));
        heldByTopic.merge(topicOf(alert), 1, Integer::sum);
    }

    private static String topicOf(Alert alert) {
        return Topics.alert(alert.kind(), alert.sensor(), alert.rule());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.clear();
        ArrayDeque<Held> tagged = new ArrayDeque<>(held.size());
        for (Held one : held) {
            state.add(one.alert());
            tagged.add(one.checkpoint() == 0 ? new Held(one.alert(), context.getCheckpointId()) : one);
        }
        held = tagged;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        while (!held.isEmpty() && held.peek().checkpoint() != 0 && held.peek().checkpoint() <= checkpointId) {
            release();
        }
    }

    /** A bounded input has no more checkpoints: what is held goes out. */
    @Override
    public void finish() throws Exception {
        while (!held.isEmpty()) {
            release();
        }
        super.finish();
    }

    private void release() {
        Alert alert = held.remove().alert();
        heldByTopic.computeIfPresent(topicOf(alert), (topic, count) -> count == 1 ? null : count - 1);
        tell(alert);
    }

    private void tell(Alert alert) {
        String severity = alert.severity().word();
        String state = alert.state().word();
        told.computeIfAbsent(alert.rule() + '/' + severity + '/' + state, any -> counter(alert.rule(), severity, state))
                .inc();
        output.collect(new StreamRecord<>(alert));
    }

    private Counter counter(String rule, String severity, String state) {
        return getMetricGroup()
                .addGroup("rule", rule)
                .addGroup("severity", severity)
                .addGroup("state", state)
                .counter("alerts");
    }
}
