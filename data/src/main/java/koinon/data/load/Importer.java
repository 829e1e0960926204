package koinon.data.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import koinon.data.check.CheckReport;
import koinon.data.check.Findings;
import koinon.data.check.ProblemCode;
import koinon.data.csv.CsvLimits;
import koinon.data.load.Catalogue.FileState;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.DataModel;

/**
 * Makes an immutable version of a CSV file. The fast way lets the database read the file with the
 * data model's types and looks once at the sums of its columns; the hash is taken meanwhile. When
 * anything is odd, the {@link koinon.data.check.Checker} reads the file cell by cell: it alone
 * decides what is wrong, and fills the table. Either way the table appears in one transaction, or
 * not at all.
 */
public final class Importer {
    /** How an import ended. */
    public sealed interface Outcome {
        /** The file is a version now, or was one already. */
        record Imported(Version version) implements Outcome {}

        /** The file has problems and was not imported. */
        record Refused(CheckReport report) implements Outcome {}
    }

    private final Database database;
    private final Catalogue catalogue;
    private final CsvLimits limits;
    private final boolean lenient;

    /**
     * An importer.
     *
     * @param lenient whether cells that are wrong count as missing instead of refusing the file
     */
    public Importer(Database database, Catalogue catalogue, CsvLimits limits, boolean lenient) {
        this.database = database;
        this.catalogue = catalogue;
        this.limits = limits;
        this.lenient = lenient;
    }

    /** Imports a file, unless its bytes are known. One import at a time. */
    public synchronized Outcome run(Path file, DataModel model) {
        try {
            FileState before = state(file);
            Optional<Version> known = known(file, before, model);
            Outcome outcome =
                    known.isPresent() ? judged(known.get()) : importNew(file, before, model);
            FileState after = state(file);
            if (before.size() != after.size() || before.modifiedNanos() != after.modifiedNanos()) {
                return refused(ProblemCode.FILE_CHANGED, "the file changed while it was read");
            }
            if (outcome instanceof Outcome.Imported(Version version)) {
                remember(file, before, version);
            }
            return outcome;
        } catch (IOException e) {
            return refused(ProblemCode.UNREADABLE, "the file cannot be read");
        }
    }

    private void remember(Path file, FileState state, Version version) {
        FileState known = new FileState(state.size(), state.modifiedNanos(), version.contentHash());
        if (!catalogue.file(file).equals(Optional.of(known))) {
            catalogue.remember(file, known);
        }
    }

    private static FileState state(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileState(
                attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), "");
    }

    private static Outcome refused(ProblemCode code, String message) {
        Findings findings = new Findings(1);
        findings.add(0, "", code, message);
        return new Outcome.Refused(findings.report(0));
    }

    private Outcome judged(Version version) {
        return lenient || version.report().clean()
                ? new Outcome.Imported(version)
                : new Outcome.Refused(version.report());
    }

    private Optional<Version> known(Path file, FileState now, DataModel model) throws IOException {
        FileState then = catalogue.file(file).orElse(new FileState(-1, -1, ""));
        if (then.size() == now.size() && then.modifiedNanos() == now.modifiedNanos()) {
            return catalogue.version(ContentHash.id(then.contentHash(), model));
        }
        return catalogue.knowsSize(now.size())
                ? catalogue.version(ContentHash.id(ContentHash.of(file).hex(), model))
                : Optional.empty();
    }

    private Outcome importNew(Path file, FileState state, DataModel model) throws IOException {
        FutureTask<ContentHash> task = new FutureTask<>(() -> ContentHash.of(file));
        Thread.ofPlatform().daemon().name("hash").start(task);
        try {
            FastImport fast = new FastImport(database, catalogue, limits);
            Optional<Version> version =
                    state.size() == 0 ? Optional.empty() : fast.run(file, model, () -> await(task));
            return version.isPresent()
                    ? new Outcome.Imported(version.get())
                    : slow(file, model, task);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Outcome slow(Path file, DataModel model, FutureTask<ContentHash> task) {
        SlowImport slow = new SlowImport(database, catalogue, limits, lenient);
        return slow.run(file, model, () -> await(task));
    }

    private ContentHash await(FutureTask<ContentHash> task) {
        try {
            return task.get(database.timeout().toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException("hashing failed", e));
        } catch (TimeoutException e) {
            throw new KoinonException(
                    ErrorCode.OUT_OF_RESOURCES, "reading a file took too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KoinonException(ErrorCode.CANCELLED, "the import was interrupted", e);
        }
    }
}
