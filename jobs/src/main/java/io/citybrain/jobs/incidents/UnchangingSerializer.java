package io.citybrain.jobs.incidents;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Another serializer, of values that never change: they need no copies. A map in Flink's heap state is copied, with all
 * its values, at the first change after each checkpoint; of 50,000 incidents that took most of a second.
 */
final class UnchangingSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1;

    private final TypeSerializer<T> own;

    UnchangingSerializer(TypeSerializer<T> own) {
        this.own = own;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return from;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return new UnchangingSerializer<>(own.duplicate());
    }

    @Override
    public T createInstance() {
        return own.createInstance();
    }

    @Override
    public int getLength() {
        return own.getLength();
    }

    @Override
    public void serialize(T value, DataOutputView out) throws IOException {
        own.serialize(value, out);
    }

    @Override
    public T deserialize(DataInputView in) throws IOException {
        return own.deserialize(in);
    }

    @Override
    public T deserialize(T reuse, DataInputView in) throws IOException {
        return own.deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        own.copy(in, out);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnchangingSerializer<?> that && own.equals(that.own);
    }

    @Override
    public int hashCode() {
        return Objects.hash(UnchangingSerializer.class, own);
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new Snapshot<>(this);
    }

    /** What is stored is of the other serializer's making, and goes through its changes. */
    public static final class Snapshot<T> extends CompositeTypeSerializerSnapshot<T, UnchangingSerializer<T>> {
        private static final int VERSION = 1;

        /** For Flink, before reading. */
        public Snapshot() {}

        Snapshot(UnchangingSerializer<T> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return VERSION;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(UnchangingSerializer<T> serializer) {
            return new TypeSerializer<?>[] {serializer.own};
        }

        @Override
        @SuppressWarnings("unchecked") // there is one nested serializer, and it is of T
        protected UnchangingSerializer<T> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new UnchangingSerializer<>((TypeSerializer<T>) nested[0]);
        }
    }
}
