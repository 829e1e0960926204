package koinon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** What the build knew: the version, and the flags of every server process. */
final class Build {
    private Build() {}

    static String version() {
        return value("version").replace("-SNAPSHOT", "");
    }

    static List<String> serverFlags() {
        return List.of((value("jvm") + " " + value("heap")).split(" ", -1));
    }

    private static String value(String key) {
        Properties properties = new Properties();
        try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
            if (in == null) {
                throw new IllegalStateException("build.properties is missing");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(key, "");
    }
}
