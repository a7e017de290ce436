package io.citybrain.http.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Set;

/** One part of the view. Guarded by the view's lock. */
interface Board {
    Part part();

    /** Writes all that is known, as fields of the snapshot. */
    void writeAll(JsonGenerator json) throws IOException;

    boolean hasChanges();

    /** Writes what has changed since the last time, as fields of a patch, and forgets it. */
    void writeChanges(JsonGenerator json) throws IOException;

    /** Forgets what is retained by the broker no longer: what is not among these topics. */
    default void sweep(Set<String> topics) {}
}
