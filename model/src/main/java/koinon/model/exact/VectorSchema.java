package koinon.model.exact;

import java.util.ArrayList;
import java.util.List;

/** What the words of an exact vector mean. Field names are unique. */
public record VectorSchema(List<Field> fields) {
    public static final VectorSchema EMPTY = new VectorSchema(List.of());

    public VectorSchema {
        fields = List.copyOf(fields);
        if (fields.stream().map(Field::name).distinct().count() != fields.size()) {
            throw new IllegalArgumentException("field names are not unique");
        }
    }

    public static VectorSchema of(Field... fields) {
        return new VectorSchema(List.of(fields));
    }

    /** This schema with one field more at the end. */
    public VectorSchema with(Field field) {
        List<Field> more = new ArrayList<>(fields);
        more.add(field);
        return new VectorSchema(more);
    }

    /** Length in 64-bit words. */
    public int words() {
        return fields.stream().mapToInt(f -> f.length() * f.words()).reduce(0, Math::addExact);
    }

    public Field field(String name) {
        return fields.get(indexOf(name));
    }

    /** Position of the field's first word. */
    public int offset(String name) {
        int offset = 0;
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return offset;
            }
            offset += field.length() * field.words();
        }
        throw new IllegalArgumentException("no field '" + name + "'");
    }

    private int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no field '" + name + "'");
    }
}
