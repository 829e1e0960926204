/** What an algorithm declares about its inputs and parameters. */
@NullMarked
package koinon.model.spec;

import org.jspecify.annotations.NullMarked;
