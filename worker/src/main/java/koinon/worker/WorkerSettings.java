package koinon.worker;

import java.nio.file.Path;

/**
 * How a worker process is started.
 *
 * @param home everything the process writes lives below it
 * @param data folder with data model folders ({@code <model>_v_<version>/}), read only
 * @param policy {@code strict}, {@code validation}, or the path of a policy file
 * @param loopbackOnly whether the master is on this machine; {@code validation} needs it
 */
public record WorkerSettings(Path home, Path data, String policy, boolean loopbackOnly) {}
