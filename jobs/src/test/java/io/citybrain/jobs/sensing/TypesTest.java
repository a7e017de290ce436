package io.citybrain.jobs.sensing;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.Alert;
import io.citybrain.city.alert.AlertCommand;
import io.citybrain.city.alert.CommandOutcome;
import io.citybrain.city.detection.SensorWatch;
import io.citybrain.city.sensing.Reading;
import io.citybrain.city.sensing.Rejection;
import io.citybrain.city.sensing.SensorEntry;
import io.citybrain.devices.DeviceReport;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.ListTypeInfo;
import org.apache.flink.api.java.typeutils.ObjectArrayTypeInfo;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What flows and what is state is a POJO to Flink, all the way down: fields can be added, and nothing falls to Kryo. Only
 * sensor events, which are never state, have a serializer of their own.
 */
final class TypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                Inbound.class,
                AlertCommand.class,
                FeedNews.class,
                FeedLane.class,
                LaneState.class,
                Stored.class,
                SensorWatch.class,
                SensorEntry.class,
                Reading.class,
                Alert.class,
                Rejection.class,
                CommandOutcome.class,
                DeviceReport.class
            })
    void everyRecordIsAPojoAllTheWayDown(Class<?> record) {
        TypeInformation<?> type = TypeInformation.of(record);

        assertThat(type).isInstanceOf(PojoTypeInfo.class);
        assertThat(generic(record.getSimpleName(), type)).isEmpty();
    }

    /** Paths to what Flink does not know, such as "Alert.place". */
    private static List<String> generic(String path, TypeInformation<?> type) {
        if (type instanceof GenericTypeInfo<?>) {
            return List.of(path + ": " + type);
        }
        if (type instanceof ListTypeInfo<?> list) {
            return generic(path + "[]", list.getElementTypeInfo());
        }
        if (type instanceof ObjectArrayTypeInfo<?, ?> array) {
            return generic(path + "[]", array.getComponentInfo());
        }
        List<String> found = new ArrayList<>();
        if (type instanceof PojoTypeInfo<?> pojo) {
            for (int i = 0; i < pojo.getArity(); i++) {
                var field = pojo.getPojoFieldAt(i);
                found.addAll(generic(path + "." + field.getField().getName(), field.getTypeInformation()));
            }
        }
        return found;
    }
}
