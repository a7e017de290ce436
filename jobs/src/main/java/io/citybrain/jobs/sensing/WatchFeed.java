package io.citybrain.jobs.sensing;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.Severity;
import io.citybrain.city.detection.AlertIds;
import io.citybrain.city.sensing.Place;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * One alert for a lost feed instead of a storm of silent sensors. Raised when a session has been away for ten seconds of
 * the wall clock, cleared when it is through its backlog. State: when it was lost, gone when it is back.
 */
final class WatchFeed extends KeyedProcessFunction<String, FeedNews, Alert> {
    private static final long serialVersionUID = 1;

    static final String RULE = "feed-lost";
    static final long ON_DELAY_MILLIS = 10_000;
    private static final long STALE_MILLIS = 1_000;

    private transient ValueState<Long> lostAt;
    private transient ValueState<Boolean> raised;
    private transient ValueState<Long> aliveAt;

    @Override
    public void open(OpenContext context) {
        lostAt = getRuntimeContext().getState(new ValueStateDescriptor<>("lost-at", Types.LONG));
        raised = getRuntimeContext().getState(new ValueStateDescriptor<>("raised", Types.BOOLEAN));
        aliveAt = getRuntimeContext().getState(new ValueStateDescriptor<>("alive-at", Types.LONG));
    }

    @Override
    public void processElement(FeedNews news, Context context, Collector<Alert> out) throws Exception {
        Long since = lostAt.value();
        if (news.retained() != null) {
            clearOrphan(news.retained(), since, out);
            return;
        }
        if (news.lane() != 0) {
            return;
        }
        if (news.state() == FeedState.ALIVE) {
            alive(context, out);
        } else if (news.state() == FeedState.CAUGHT_UP) {
            if (raised.value() != null) {
                out.collect(alert(news.session(), since, news.atMillis()));
            }
            lostAt.clear();
            raised.clear();
        } else if (news.state() == FeedState.LOST && since == null) {
            lostAt.update(news.atMillis());
            context.timerService()
                    .registerProcessingTimeTimer(context.timerService().currentProcessingTime() + ON_DELAY_MILLIS);
        }
    }

    /** A log that goes on. It has been lost when no tick has come for ten seconds of the wall clock. */
    private void alive(Context context, Collector<Alert> out) throws Exception {
        long now = context.timerService().currentProcessingTime();
        if (raised.value() != null) {
            out.collect(alert(context.getCurrentKey(), lostAt.value(), now));
            lostAt.clear();
            raised.clear();
        }
        boolean watched = aliveAt.value() != null;
        aliveAt.update(now);
        if (!watched) {
            context.timerService().registerProcessingTimeTimer(now + ON_DELAY_MILLIS);
        }
    }

    /** True if the log was judged; else it has no ticks and is judged by what its sessions say. */
    private boolean judgeLog(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        Long alive = aliveAt.value();
        if (alive == null) {
            return false;
        }
        long now = context.timerService().currentProcessingTime();
        // A timer from before a restart comes late, and says nothing of a log that has hardly been read yet.
        boolean stale = now > timestamp + STALE_MILLIS;
        if (stale || timestamp < alive + ON_DELAY_MILLIS) {
            long from = stale ? now : alive;
            aliveAt.update(from);
            context.timerService().registerProcessingTimeTimer(from + ON_DELAY_MILLIS);
        } else {
            aliveAt.clear();
            lostAt.update(alive);
            raised.update(true);
            out.collect(alert(context.getCurrentKey(), alive, 0));
        }
        return true;
    }

    /** A retained alert that this state does not stand behind is from a run whose state is gone. */
    private void clearOrphan(Alert retained, Long since, Collector<Alert> out) throws Exception {
        boolean known =
                raised.value() != null && retained.alertId().equals(AlertIds.of(RULE, retained.sensor(), since));
        if (!known) {
            out.collect(retained.clearedAsOrphan(retained.changedAtMillis()));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        Long since = lostAt.value();
        if (judgeLog(timestamp, context, out) || since == null || raised.value() != null) {
            return;
        }
        if (timestamp < since + ON_DELAY_MILLIS) {
            context.timerService().registerProcessingTimeTimer(since + ON_DELAY_MILLIS);
            return;
        }
        raised.update(true);
        out.collect(alert(context.getCurrentKey(), since, 0));
    }

    private static Alert alert(String session, long lostAtMillis, long backAtMillis) {
        boolean back = backAtMillis > 0;
        return new Alert(
                AlertIds.of(RULE, session, lostAtMillis),
                back ? 2 : 1,
                Alert.FEED,
                session,
                RULE,
                1,
                Severity.CRITICAL,
                back ? AlertState.CLEARED : AlertState.ACTIVE,
                lostAtMillis + ON_DELAY_MILLIS,
                backAtMillis,
                lostAtMillis,
                back ? backAtMillis : lostAtMillis + ON_DELAY_MILLIS,
                null,
                Double.NaN,
                Double.NaN,
                "",
                new Place(Double.NaN, Double.NaN, null),
                null,
                "数据源" + session + "中断：暂不判断传感器失联",
                "Feed " + session + " is lost: silence of sensors is not judged meanwhile",
                null,
                true);
    }
}
