/** The running federation: sessions with workers, rounds of experiments, the queue. */
@NullMarked
package koinon.master.federation;

import org.jspecify.annotations.NullMarked;
