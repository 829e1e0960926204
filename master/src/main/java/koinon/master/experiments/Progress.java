package koinon.master.experiments;

import java.util.List;

/**
 * How far a running experiment is.
 *
 * @param round counted from 1; 0 before the first round
 * @param title what the round is for
 */
public record Progress(int round, String title, List<Site> sites) {
    public static final Progress NONE = new Progress(0, "", List.of());

    public Progress {
        sites = List.copyOf(sites);
    }

    /** What the experiment waits for at one site. */
    public enum SiteState {
        COMPUTING,
        ANSWERED,
        /** Connection lost; the round waits for it to come back. */
        WAITING
    }

    public record Site(String name, SiteState state) {}
}
