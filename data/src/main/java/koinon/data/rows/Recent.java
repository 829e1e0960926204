package koinon.data.rows;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What was worked out lately, within a budget of bytes; the least recently used goes first. */
final class Recent<K, V> {
    private final long budget;
    private final ToLongFunction<V> size;
    private final Map<K, V> entries = new LinkedHashMap<>(64, 0.75f, true);
    private long used;

    Recent(long budget, ToLongFunction<V> size) {
        this.budget = budget;
        this.size = size;
    }

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    synchronized void put(K key, V value) {
        long bytes = size.applyAsLong(value);
        if (bytes > budget || entries.containsKey(key)) {
            return;
        }
        entries.put(key, value);
        used += bytes;
        Iterator<V> eldest = entries.values().iterator();
        while (used > budget) {
            used -= size.applyAsLong(eldest.next());
            eldest.remove();
        }
    }
}
