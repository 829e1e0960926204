package koinon.data.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentHashTest {
    private static final Pattern ODD = Pattern.compile("\\x00|[0-9]_[0-9]");

    @TempDir Path folder;

    private ContentHash of(String text) throws IOException {
        Path file = folder.resolve("file.csv");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        return ContentHash.of(file);
    }

    @Trials
    void noticesOddBytesWhereverTheyStand(RandomGenerator random) throws IOException {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.append("_a1\u00df,5\n".charAt(random.nextInt(7)));
        }
        if (random.nextInt(4) == 0) {
            text.insert(random.nextInt(length + 1), '\0');
        }
        assertThat(of(text.toString()).odd()).isEqualTo(ODD.matcher(text).find());
    }

    @Test
    void noticesSeparatorsOfThousandsAtTheEdgeOfItsBuffer() throws IOException {
        int buffer = 1 << 18;
        for (int at = buffer - 2; at <= buffer; at++) {
            assertThat(of("x".repeat(at - 1) + "1_1").odd()).as("underscore at %d", at).isTrue();
            assertThat(of("x".repeat(at - 1) + "x_1").odd()).as("none at %d", at).isFalse();
        }
    }

    @Test
    void isTheSha256OfTheBytes() throws IOException {
        assertThat(of("abc").hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
