package koinon.model.metadata.file;

import java.util.ArrayList;
import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/** Collects what is wrong with a document before it is refused as a whole. */
final class Problems {
    private static final int SHOWN = 50;

    private final List<String> texts = new ArrayList<>();
    private long total;

    void add(String path, String what) {
        total++;
        if (texts.size() < SHOWN) {
            texts.add((path.isEmpty() ? "root" : path) + ": " + what);
        }
    }

    boolean none() {
        return total == 0;
    }

    KoinonException exception() {
        String more = total > texts.size() ? "\n  and " + (total - texts.size()) + " more" : "";
        return new KoinonException(
                ErrorCode.INVALID_METADATA,
                "metadata has "
                        + total
                        + (total == 1 ? " problem" : " problems")
                        + "\n  "
                        + String.join("\n  ", texts)
                        + more);
    }
}
