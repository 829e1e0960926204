package koinon.data.columns;

import java.util.List;

/** Texts as positions in a dictionary; -1 where missing. */
public final class TextColumn implements ColumnData {
    private final List<String> dictionary;
    private final int[] codes;
    private final long bytes;

    /** Takes the array over. */
    TextColumn(List<String> dictionary, int[] codes) {
        this.dictionary = List.copyOf(dictionary);
        this.codes = codes;
        this.bytes =
                4L * codes.length
                        + dictionary.stream().mapToLong(text -> 64L + text.length()).sum();
    }

    /** Different texts, each once. */
    public List<String> dictionary() {
        return dictionary;
    }

    public int code(int row) {
        return codes[row];
    }

    @Override
    public long bytes() {
        return bytes;
    }
}
