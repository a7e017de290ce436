package io.citybrain.jobs.sensing;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink that sensor events have a serializer of their own. */
final class SensorEventType extends TypeInformation<SensorEvent> {
    private static final long serialVersionUID = 1;

    /** For {@link SensorEvent}'s annotation. */
    public static final class Factory extends TypeInfoFactory<SensorEvent> {
        @Override
        public TypeInformation<SensorEvent> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
            return new SensorEventType();
        }
    }

    @Override
    public TypeSerializer<SensorEvent> createSerializer(SerializerConfig config) {
        return new SensorEventSerializer(config);
    }

    @Override
    public Class<SensorEvent> getTypeClass() {
        return SensorEvent.class;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof SensorEventType;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SensorEventType;
    }

    @Override
    public int hashCode() {
        return SensorEventType.class.hashCode();
    }

    @Override
    public String toString() {
        return "SensorEvent";
    }
}
