package io.cairn.testing.contract;

import io.cairn.config.Limits;
import java.lang.reflect.RecordComponent;

/** Makes limits that differ from the default ones in one bound. */
final class LimitsWith {

    private LimitsWith() {}

    /** Returns the default limits with another value for one of them. */
    static Limits one(String name, Object value) {
        return one(Limits.defaults(), name, value);
    }

    /** Returns limits with another value for one of them. */
    static Limits one(Limits limits, String name, Object value) {
        RecordComponent[] components = Limits.class.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        boolean found = false;
        try {
            for (int i = 0; i < components.length; i++) {
                boolean hit = components[i].getName().equals(name);
                found |= hit;
                types[i] = components[i].getType();
                values[i] = hit ? value : components[i].getAccessor().invoke(limits);
            }
            if (!found) {
                throw new IllegalArgumentException("there is no limit called " + name);
            }
            return Limits.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("the limits cannot be changed: " + name, e);
        }
    }
}
