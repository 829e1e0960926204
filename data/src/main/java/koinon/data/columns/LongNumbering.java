package koinon.data.columns;

import java.util.Arrays;

/**
 * Numbers different longs from 0 in the order in which they come. Open addressing; the table is at
 * most half full.
 */
public final class LongNumbering {
    private long[] keys = new long[16];
    private int size;
    private int[] table = empty(32);

    private static int[] empty(int capacity) {
        int[] slots = new int[capacity];
        Arrays.fill(slots, -1);
        return slots;
    }

    /** The number of a key, a new one when it was not seen before. */
    public int number(long key) {
        int slot = slot(key);
        if (table[slot] >= 0) {
            return table[slot];
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        keys[size] = key;
        table[slot] = size;
        if (++size * 2 > table.length) {
            grow();
        }
        return size - 1;
    }

    private int slot(long key) {
        int mask = table.length - 1;
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (table[slot] >= 0 && keys[table[slot]] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        table = empty(table.length * 2);
        for (int i = 0; i < size; i++) {
            table[slot(keys[i])] = i;
        }
    }

    public int size() {
        return size;
    }

    /** The keys in the order of their numbers. */
    public long[] keys() {
        return Arrays.copyOf(keys, size);
    }
}
