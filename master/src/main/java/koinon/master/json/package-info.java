/** JSON of requests, results and experiments: one reader and one writer for every surface. */
@NullMarked
package koinon.master.json;

import org.jspecify.annotations.NullMarked;
