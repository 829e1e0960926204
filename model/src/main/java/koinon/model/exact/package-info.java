/** Exact partials: integer vectors on public grids, and the facts the gate needs about them. */
@NullMarked
package koinon.model.exact;

import org.jspecify.annotations.NullMarked;
