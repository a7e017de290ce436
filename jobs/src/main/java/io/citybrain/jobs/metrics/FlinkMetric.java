package io.citybrain.jobs.metrics;

import io.citybrain.prometheus.MetricFamily;
import java.util.List;
import java.util.Map;

/**
 * A metric of Flink, or of one of our operators, and what it is called outside.
 *
 * @param family its stable name
 * @param flinkName its name in Flink, without any scope
 * @param operator the one operator that is meant; null = each that has it
 * @param factor what its value is multiplied with, such as 0.001 for milliseconds that become seconds
 */
record FlinkMetric(MetricFamily family, String flinkName, String operator, double factor) {
    private static final String SESSION = "session";
    private static final String OPERATOR = "operator";

    static FlinkMetric of(MetricFamily family, String flinkName) {
        return new FlinkMetric(family, flinkName, null, 1);
    }

    FlinkMetric only(String name) {
        return new FlinkMetric(family, flinkName, name, factor);
    }

    FlinkMetric millisAsSeconds() {
        return new FlinkMetric(family, flinkName, operator, 0.001);
    }

    /** Whether a metric with these variables is meant: source and sinks call some things alike. */
    boolean means(Map<String, String> variables) {
        return family.labels().contains(SESSION) == variables.containsKey("<session>")
                && (operator == null || operator.equals(operatorIn(variables)))
                && family.labels().stream().noneMatch(label -> value(label, variables) == null);
    }

    List<String> labelValues(Map<String, String> variables) {
        return family.labels().stream().map(label -> value(label, variables)).toList();
    }

    private static String value(String label, Map<String, String> variables) {
        return switch (label) {
            case OPERATOR -> operatorIn(variables);
            case "flink_job" -> variables.get("<job_name>");
            case "subtask" -> variables.get("<subtask_index>");
            default -> variables.get("<" + label + ">");
        };
    }

    /** Flink calls ours "Source: read-telemetry" and "publish-alerts: Writer". */
    private static String operatorIn(Map<String, String> variables) {
        String name = variables.get("<operator_name>");
        return name == null ? null : name.replaceFirst("^Source: ", "").replaceFirst(": Writer$", "");
    }
}
