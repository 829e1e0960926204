package koinon.master.federation;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A queue that takes turns between owners: one who asks a thousand questions delays another's single
 * one by one experiment at most. Not thread-safe.
 */
final class FairQueue<T> {
    private final Map<String, ArrayDeque<T>> byOwner = new LinkedHashMap<>();
    private int size;

    void add(String owner, T item) {
        byOwner.computeIfAbsent(owner, _ -> new ArrayDeque<>()).add(item);
        size++;
    }

    /** The next item; its owner goes to the end of the line. */
    Optional<T> next() {
        if (byOwner.isEmpty()) {
            return Optional.empty();
        }
        String owner = byOwner.keySet().iterator().next();
        ArrayDeque<T> items = byOwner.remove(owner);
        T item = items.remove();
        if (!items.isEmpty()) {
            byOwner.put(owner, items);
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
