package koinon.cli.demo;

import java.nio.file.Path;

/**
 * A worker of a demo.
 *
 * @param name for people, unique in the demo
 * @param files how many files of data it holds
 */
record DemoWorker(String name, Path home, int files) {
    Path data() {
        return home.resolve("data");
    }

    Path logs() {
        return home.resolve("logs");
    }
}
