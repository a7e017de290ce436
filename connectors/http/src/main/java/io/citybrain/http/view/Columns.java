package io.citybrain.http.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.BitSet;

/** Changes in columns: {@code "i"} the distances from one changed index to the next, {@code "s"} their characters. */
final class Columns {
    private Columns() {}

    static void write(JsonGenerator json, BitSet changed, CharSequence characters) throws IOException {
        StringBuilder text = new StringBuilder(changed.cardinality());
        json.writeArrayFieldStart("i");
        int before = 0;
        for (int i = changed.nextSetBit(0); i >= 0; i = changed.nextSetBit(i + 1)) {
            json.writeNumber(i - before);
            before = i;
            text.append(characters.charAt(i));
        }
        json.writeEndArray();
        json.writeStringField("s", text.toString());
    }
}
