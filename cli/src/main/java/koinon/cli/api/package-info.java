/** The master's API as a client sees it. */
@NullMarked
package koinon.cli.api;

import org.jspecify.annotations.NullMarked;
