package koinon.cli.demo;

import java.nio.file.Path;

/**
 * What a demo is to be.
 *
 * @param data folder in the MIP layout
 * @param synthetic whether the cohort is written there first
 * @param policy strict, validation, or the path of a file
 * @param federationPort port that workers dial, 0 for 9443 or any free one
 * @param detach whether it goes on alone once it is ready
 */
record DemoSettings(
        Path home,
        int workers,
        Path data,
        boolean synthetic,
        int port,
        int federationPort,
        String policy,
        boolean detach) {
    String url() {
        return "http://localhost:" + port;
    }
}
