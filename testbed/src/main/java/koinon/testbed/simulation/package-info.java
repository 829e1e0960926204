/** A federation in one thread on a virtual clock, with faults, all from one seed. */
@NullMarked
package koinon.testbed.simulation;

import org.jspecify.annotations.NullMarked;
