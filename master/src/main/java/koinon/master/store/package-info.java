/** Durable records of experiments and members, in SQLite or PostgreSQL through the same SQL. */
@NullMarked
package koinon.master.store;

import org.jspecify.annotations.NullMarked;
