package io.citybrain.devices;

import java.util.ArrayList;
import java.util.List;

/** The fields of one frame while it is read. A name that comes twice keeps its place and takes the later value. */
final class FieldList {

    private final List<Field> fields = new ArrayList<>();

    FieldList number(String name, double number) {
        return put(Field.number(name, number));
    }

    FieldList flag(String name, boolean flag) {
        return put(Field.flag(name, flag));
    }

    FieldList text(String name, String text) {
        return put(Field.text(name, text));
    }

    List<Field> toList() {
        return List.copyOf(fields);
    }

    private FieldList put(Field field) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(field.name())) {
                fields.set(i, field);
                return this;
            }
        }
        fields.add(field);
        return this;
    }
}
