package koinon.privacy.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final byte[] HEADER = new byte[32];

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("sub").resolve("journal");
    }

    @Test
    void answersARepeatWithTheSameBytesAlsoAfterARestart() {
        try (Journal journal = Journal.open(file())) {
            assertThat(journal.find("e", 1, HEADER)).isEmpty();
            assertThat(journal.record("e", 1, HEADER, bytes("first"))).isEqualTo(bytes("first"));
            assertThat(journal.record("e", 1, HEADER, bytes("second"))).isEqualTo(bytes("first"));
            assertThat(journal.find("e", 1, HEADER)).contains(bytes("first"));
            assertThat(journal.record("e", 2, HEADER, bytes(""))).isEmpty();
        }
        try (Journal journal = Journal.open(file())) {
            assertThat(journal.find("e", 1, HEADER)).contains(bytes("first"));
            assertThat(journal.find("e", 2, HEADER)).contains(bytes(""));
            assertThat(journal.find("e", 3, HEADER)).isEmpty();
            assertThat(journal.record("e", 1, HEADER, bytes("third"))).isEqualTo(bytes("first"));
        }
    }

    @Test
    void anOccasionIsUsedForOneHeaderOnly() {
        byte[] other = HEADER.clone();
        other[31] = 1;
        try (Journal journal = Journal.open(file())) {
            journal.record("e", 1, HEADER, bytes("a"));
            assertFails(ErrorCode.REFUSED_BY_POLICY, () -> journal.find("e", 1, other));
            assertFails(
                    ErrorCode.REFUSED_BY_POLICY, () -> journal.record("e", 1, other, bytes("b")));
        }
        try (Journal journal = Journal.open(file())) {
            assertFails(ErrorCode.REFUSED_BY_POLICY, () -> journal.find("e", 1, other));
        }
    }

    @Test
    void aCrashAtAnyByteOfTheLastRecordLosesOnlyThatRecord() throws IOException {
        long before;
        try (Journal journal = Journal.open(file())) {
            journal.record("e", 1, HEADER, bytes("one"));
            journal.record("e", 2, HEADER, bytes("two"));
            before = Files.size(file());
            journal.record("e", 3, HEADER, bytes("three"));
        }
        byte[] whole = Files.readAllBytes(file());
        for (int length = (int) before; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            try (Journal journal = Journal.open(file())) {
                assertThat(journal.find("e", 1, HEADER)).contains(bytes("one"));
                assertThat(journal.find("e", 2, HEADER)).contains(bytes("two"));
                assertThat(journal.find("e", 3, HEADER)).isEmpty();
                journal.record("e", 3, HEADER, bytes("again"));
            }
            try (Journal journal = Journal.open(file())) {
                assertThat(journal.find("e", 2, HEADER)).contains(bytes("two"));
                assertThat(journal.find("e", 3, HEADER)).contains(bytes("again"));
            }
        }
    }

    @Test
    void aTornTailOfZerosOrRubbishIsCut() throws IOException {
        try (Journal journal = Journal.open(file())) {
            journal.record("e", 1, HEADER, bytes("one"));
        }
        byte[] whole = Files.readAllBytes(file());
        for (int fill : new int[] {0, 0x7f, 0xff}) {
            byte[] longer = Arrays.copyOf(whole, whole.length + 5000);
            Arrays.fill(longer, whole.length, longer.length, (byte) fill);
            Files.write(file(), longer);
            try (Journal journal = Journal.open(file())) {
                assertThat(journal.find("e", 1, HEADER)).contains(bytes("one"));
                assertThat(Files.size(file())).isEqualTo(whole.length);
            }
        }
    }

    @Test
    void everyFlippedBitOfTheLastRecordIsFound() throws IOException {
        long before;
        try (Journal journal = Journal.open(file())) {
            journal.record("e", 1, HEADER, bytes("one"));
            before = Files.size(file());
            journal.record("e", 2, HEADER, bytes("two"));
        }
        byte[] whole = Files.readAllBytes(file());
        for (int bit = (int) before * 8; bit < whole.length * 8; bit++) {
            Files.write(file(), flipped(whole, bit));
            try (Journal journal = Journal.open(file())) {
                assertThat(journal.find("e", 1, HEADER)).contains(bytes("one"));
                assertThat(journal.find("e", 2, HEADER)).isEmpty();
            }
        }
    }

    @Test
    void aFlippedBitBeforeAWholeRecordStopsTheStart() throws IOException {
        try (Journal journal = Journal.open(file())) {
            journal.record("e", 1, HEADER, bytes("one"));
        }
        int first = (int) Files.size(file());
        try (Journal journal = Journal.open(file())) {
            journal.record("e", 2, HEADER, bytes("two"));
        }
        byte[] whole = Files.readAllBytes(file());
        for (int bit = 0; bit < first * 8; bit++) {
            byte[] damaged = flipped(whole, bit);
            Files.write(file(), damaged);
            assertFails(ErrorCode.INVALID_CONFIGURATION, () -> Journal.open(file()));
            assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
        }
    }

    @Test
    @Timeout(60)
    void concurrentRecordersOfOneOccasionGetOneWinner() throws Exception {
        try (Journal journal = Journal.open(file())) {
            for (int round = 1; round <= 50; round++) {
                int r = round;
                List<String> answers =
                        together(8, i -> text(journal.record("e", r, HEADER, bytes("w" + i))));
                assertThat(answers).containsOnly(answers.getFirst());
                assertThat(journal.find("e", r, HEADER)).contains(bytes(answers.getFirst()));
            }
        }
    }

    @Test
    @Timeout(60)
    void repeatsAndNewRecordsDoNotBlockEachOther() throws Exception {
        try (Journal journal = Journal.open(file())) {
            // Half of the threads repeat one occasion while the others make new ones to be synced.
            together(
                    8,
                    i -> {
                        for (int round = 1; round <= 200; round++) {
                            String id = i % 2 == 0 ? "same" : "own" + i;
                            journal.record(id, round, HEADER, bytes("x" + round));
                        }
                        return "done";
                    });
            assertThat(journal.find("same", 200, HEADER)).contains(bytes("x200"));
        }
    }

    @Test
    @Timeout(60)
    void whatManyRecordTogetherIsAllThereAfterARestart() throws Exception {
        try (Journal journal = Journal.open(file())) {
            together(
                    8,
                    i -> {
                        for (int round = 1; round <= 50; round++) {
                            journal.record("e" + i, round, HEADER, bytes(i + "/" + round));
                        }
                        return "done";
                    });
        }
        try (Journal journal = Journal.open(file())) {
            for (int i = 0; i < 8; i++) {
                for (int round = 1; round <= 50; round++) {
                    assertThat(journal.find("e" + i, round, HEADER))
                            .contains(bytes(i + "/" + round));
                }
            }
        }
    }

    @Test
    void isForOneProcessAtATime() {
        try (Journal first = Journal.open(file())) {
            assertFails(ErrorCode.INVALID_CONFIGURATION, () -> Journal.open(file()));
            first.record("e", 1, HEADER, bytes("still works"));
        }
        Journal.open(file()).close();
    }

    @Test
    void anotherProcessIsLockedOut() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try (Journal _ = Journal.open(file())) {
            Process other =
                    new ProcessBuilder(
                                    java,
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Opener.class.getName(),
                                    file().toString())
                            .redirectErrorStream(true)
                            .start();
            String said = text(other.getInputStream().readAllBytes());
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("INVALID_CONFIGURATION");
            assertThat(other.exitValue()).isEqualTo(3);
        }
    }

    @Test
    void anInterruptDoesNotCloseItForOthers() {
        try (Journal journal = Journal.open(file())) {
            Thread.currentThread().interrupt();
            journal.record("e", 1, HEADER, bytes("one"));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(journal.find("e", 1, HEADER)).contains(bytes("one"));
        }
    }

    @Test
    void nothingIsGivenBackWhenItCannotBeWritten() {
        Journal journal = Journal.open(file());
        journal.record("e", 1, HEADER, bytes("one"));
        journal.close();
        assertFails(ErrorCode.OUT_OF_RESOURCES, () -> journal.record("e", 2, HEADER, bytes("two")));
        assertFails(ErrorCode.OUT_OF_RESOURCES, () -> journal.find("e", 1, HEADER));
    }

    @Test
    void refusesAFolderThatCannotBeMade() throws IOException {
        Path plain = Files.writeString(folder.resolve("file"), "x");
        assertFails(ErrorCode.OUT_OF_RESOURCES, () -> Journal.open(plain.resolve("journal")));
    }

    @Test
    void refusesWhatRecoveryCouldNotRead() {
        try (Journal journal = Journal.open(file())) {
            for (String id : List.of("", "two words", "é", "x".repeat(257), "x".repeat(70_000))) {
                assertFails(
                        ErrorCode.MALFORMED_REQUEST,
                        () -> journal.record(id, 1, HEADER, bytes("a")));
            }
            assertFails(
                    ErrorCode.MALFORMED_REQUEST, () -> journal.record("e", -1, HEADER, bytes("")));
            assertThatThrownBy(() -> journal.record("e", 1, new byte[31], bytes("a")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new JournalRecord("e", 1, HEADER, 256 << 20))
                    .isInstanceOf(KoinonException.class);
            journal.record("x".repeat(256), 1, HEADER, bytes("longest"));
        }
        try (Journal journal = Journal.open(file())) {
            assertThat(journal.find("x".repeat(256), 1, HEADER)).contains(bytes("longest"));
        }
    }

    /** Started in a process of its own. */
    static final class Opener {
        private Opener() {}

        public static void main(String[] args) {
            try {
                Journal.open(Path.of(args[0])).close();
            } catch (KoinonException e) {
                System.out.println(e.code());
                System.exit(3);
            }
        }
    }

    private interface Task {
        String run(int i) throws Exception;
    }

    private static List<String> together(int threads, Task task) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                tasks.add(() -> task.run(number));
            }
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : pool.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KoinonException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
