/** The Exareme-compatible surface: same addresses, JSON and status codes, right numbers. */
@NullMarked
package koinon.master.http.exareme;

import org.jspecify.annotations.NullMarked;
