package koinon.data.columns;

/**
 * Which patient a row is about. Patients are numbered from 0 in the order of their first row; their
 * keys tell patients of several datasets apart for as long as this process runs and are of no use
 * elsewhere. Keys have 63 bits: among 5 million patients two share one with a chance of about 1 in
 * a million, and then count as one.
 */
public final class PatientColumn implements ColumnData {
    private final int[] index;
    private final long[] keys;

    /** Takes the arrays over. */
    PatientColumn(int[] index, long[] keys) {
        this.index = index;
        this.keys = keys;
    }

    /** Number of the row's patient. */
    public int patient(int row) {
        return index[row];
    }

    /** Number of patients in the dataset. */
    public int patients() {
        return keys.length;
    }

    /** Whether the patient has a name; the rows without one are no person's. */
    public boolean named(int patient) {
        return keys[patient] >= 0;
    }

    /** Key of a patient, the same in every dataset. */
    public long key(int patient) {
        return keys[patient];
    }

    @Override
    public long bytes() {
        return 32 + 4L * index.length + 8L * keys.length;
    }
}
