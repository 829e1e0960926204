package koinon.master.federation;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A queue that takes turns between owners: one who asks a thousand questions delays another's
 * single one by one experiment at most. Not thread-safe.
 */
final class FairQueue<T> {
    private final LinkedHashMap<String, ArrayDeque<T>> byOwner = new LinkedHashMap<>();
    private int size;

    void add(String owner, T item) {
        byOwner.computeIfAbsent(owner, _ -> new ArrayDeque<>()).add(item);
        size++;
    }

    /** The next item; its owner goes to the end of the line. */
    Optional<T> next() {
        Map.Entry<String, ArrayDeque<T>> first = byOwner.pollFirstEntry();
        if (first == null) {
            return Optional.empty();
        }
        T item = first.getValue().remove();
        if (!first.getValue().isEmpty()) {
            byOwner.put(first.getKey(), first.getValue());
        }
        size--;
        return Optional.of(item);
    }

    boolean remove(String owner, T item) {
        ArrayDeque<T> items = byOwner.get(owner);
        if (items == null || !items.remove(item)) {
            return false;
        }
        if (items.isEmpty()) {
            byOwner.remove(owner);
        }
        size--;
        return true;
    }

    int size() {
        return size;
    }
}
