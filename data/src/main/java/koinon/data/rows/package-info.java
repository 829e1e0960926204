/** The analysed rows of a question. */
@NullMarked
package koinon.data.rows;

import org.jspecify.annotations.NullMarked;
