package io.citybrain.mqtt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each session to one reader: the n-th session of the settings to subtask n modulo parallelism, so that a restart
 * gives the same answer.
 */
final class SessionEnumerator implements SplitEnumerator<MqttSplit, AssignedSessions> {
    private static final Logger LOG = LoggerFactory.getLogger(SessionEnumerator.class);

    private final SplitEnumeratorContext<MqttSplit> context;
    private final List<String> sessions;
    private final Set<String> assigned;
    private final List<String> gone;
    private final Map<String, MqttSplit> free = new LinkedHashMap<>();

    SessionEnumerator(
            SplitEnumeratorContext<MqttSplit> context, List<String> sessions, Collection<String> alreadyAssigned) {
        this.context = context;
        this.sessions = sessions;
        this.assigned = new LinkedHashSet<>(alreadyAssigned);
        // Nobody reads them now, so if the settings name them again one day they are free.
        this.gone = new ArrayList<>(alreadyAssigned);
        gone.removeAll(sessions);
        assigned.removeAll(gone);
        for (String session : sessions) {
            if (!assigned.contains(session)) {
                free.put(session, MqttSplit.fresh(session));
            }
        }
    }

    @Override
    public void start() {
        for (String name : gone) {
            LOG.warn(
                    "session '{}' is in the checkpoint and no longer in the settings: it is not read any more and"
                            + " the broker keeps it until it expires",
                    name);
        }
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        // Sessions are given out, not asked for.
    }

    @Override
    public void addSplitsBack(List<MqttSplit> splits, int subtask) {
        for (MqttSplit split : splits) {
            assigned.remove(split.session());
            free.put(split.session(), split);
        }
        if (context.registeredReaders().containsKey(subtask)) {
            addReader(subtask);
        }
    }

    @Override
    public void addReader(int subtask) {
        for (MqttSplit split : new ArrayList<>(free.values())) {
            if (ownerOf(split.session()) == subtask) {
                free.remove(split.session());
                assigned.add(split.session());
                context.assignSplit(split, subtask);
            }
        }
        context.signalNoMoreSplits(subtask);
    }

    @Override
    public AssignedSessions snapshotState(long checkpointId) {
        return new AssignedSessions(List.copyOf(assigned));
    }

    @Override
    public void close() {}

    private int ownerOf(String session) {
        return Math.max(0, sessions.indexOf(session)) % context.currentParallelism();
    }
}
