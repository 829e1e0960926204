/** Text of CSV files, line by line, whatever is in it. */
@NullMarked
package koinon.data.csv;

import org.jspecify.annotations.NullMarked;
