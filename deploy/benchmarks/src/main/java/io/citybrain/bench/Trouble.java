package io.citybrain.bench;

import io.citybrain.bench.Disturbances.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Does to the parts of a city what was planned, and writes down when. */
final class Trouble {
    /** A JVM that was just started says nothing for so long; what comes by then was on its way before. */
    private static final long MUTE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** What it is done to. */
    record Parts(Mosquitto broker, JobProcess job, TcpProxy brokerLink, TcpProxy storeLink) {}

    private final Parts parts;
    private final Progress progress;
    private final List<AlertDelays.Span> disturbances = new ArrayList<>();
    private final List<AlertDelays.Span> kills = new ArrayList<>();
    private AlertDelays.Span outage;
    private int brokerRestarts;
    private int linkCuts;
    private long cutNanos;
    private long awayNanos;

    Trouble(Parts parts, Progress progress) {
        this.parts = parts;
        this.progress = progress;
    }

    /** Until the last moment is over. */
    void run(List<Moment> moments, long startNanos) throws InterruptedException {
        for (Moment moment : moments) {
            long wait = startNanos + TimeUnit.MILLISECONDS.toNanos(moment.atMillis()) - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
            make(moment.type());
        }
    }

    private void make(Disturbances.Type type) throws InterruptedException {
        long now = System.nanoTime();
        switch (type) {
            case JOB_KILLED -> {
                progress.step("kill -9 of the job / 强行终止作业");
                parts.job().kill();
                kills.add(new AlertDelays.Span(now, System.nanoTime() + MUTE_NANOS));
            }
            case BROKER_RESTARTED -> {
                progress.step("broker stopped and started / 重启消息服务");
                parts.broker().stop();
                parts.broker().startAgain();
                brokerRestarts++;
                disturbances.add(new AlertDelays.Span(now, System.nanoTime()));
            }
            case LINK_CUT -> {
                progress.step("link from job to broker cut / 切断作业与消息服务的连接");
                parts.brokerLink().cut();
                linkCuts++;
                cutNanos = now;
            }
            case LINK_MENDED -> {
                progress.step("link mended / 连接恢复");
                parts.brokerLink().mend();
                disturbances.add(new AlertDelays.Span(cutNanos, System.nanoTime()));
            }
            case STORE_AWAY -> {
                progress.step("store away / 数据库不可达");
                parts.storeLink().cut();
                awayNanos = now;
            }
            case STORE_BACK -> {
                progress.step("store back / 数据库恢复");
                parts.storeLink().mend();
                outage = new AlertDelays.Span(awayNanos, System.nanoTime());
            }
        }
    }

    /** From each kill until the new JVM can have said anything. */
    List<AlertDelays.Span> kills() {
        return kills;
    }

    /** Broker or link down, beside {@link #kills}: alerts could not come. The store's outage is none of them. */
    List<AlertDelays.Span> disturbances() {
        return disturbances;
    }

    AlertDelays.Span outage() {
        return outage;
    }

    int brokerRestarts() {
        return brokerRestarts;
    }

    int linkCuts() {
        return linkCuts;
    }
}
