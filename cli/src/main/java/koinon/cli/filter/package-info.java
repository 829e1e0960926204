/** Filters as people write them, parsed into the typed tree and written for the API. */
@NullMarked
package koinon.cli.filter;

import org.jspecify.annotations.NullMarked;
