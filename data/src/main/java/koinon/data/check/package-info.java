/** What is wrong with a file, measured against its data model. */
@NullMarked
package koinon.data.check;

import org.jspecify.annotations.NullMarked;
