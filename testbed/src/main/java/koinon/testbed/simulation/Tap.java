package koinon.testbed.simulation;

/** Stands at the wire: sees every message as it is sent, and may change it. */
public interface Tap {
    /** A message of a worker, on its way. */
    byte[] toMaster(String worker, byte[] message);

    /** A message to a worker, on its way. */
    byte[] toWorker(String worker, byte[] message);
}
