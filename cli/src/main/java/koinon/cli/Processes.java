package koinon.cli;

import java.nio.file.Path;
import koinon.master.MasterProcess;
import koinon.master.MasterSettings;
import koinon.worker.WorkerProcess;
import koinon.worker.WorkerSettings;

/** Where the command hands over to the processes of the federation. */
final class Processes {
    private Processes() {}

    /** Serves until the process is told to end. */
    static void master(MasterSettings settings) {
        MasterProcess.run(settings);
    }

    /** Redeems an invitation; what it yields is kept below the home. */
    static void join(Path home, String invitation) {
        WorkerProcess.join(home, invitation);
    }

    /** Serves until the process is told to end. */
    static void worker(WorkerSettings settings) {
        WorkerProcess.run(settings);
    }
}
