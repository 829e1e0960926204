package koinon.wire.grpc;

/**
 * How much a link carries.
 *
 * @param maxMessageBytes of one message, in either direction
 * @param maxQueuedBytes waiting to be sent; beyond it the peer is too slow and the link is closed
 * @param flowControlWindowBytes that a sender may be ahead of the reader
 */
public record LinkLimits(int maxMessageBytes, long maxQueuedBytes, int flowControlWindowBytes) {
    /** 64 MB, 128 MB and 4 MB. */
    public static final LinkLimits STANDARD = new LinkLimits(64 << 20, 128L << 20, 4 << 20);

    public LinkLimits {
        if (maxMessageBytes < 1 || maxQueuedBytes < maxMessageBytes || flowControlWindowBytes < 1) {
            throw new IllegalArgumentException(
                    "limits need 1 <= message <= queue and window >= 1: "
                            + maxMessageBytes
                            + ", "
                            + maxQueuedBytes
                            + ", "
                            + flowControlWindowBytes);
        }
    }
}
