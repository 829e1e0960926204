/** The documents of the project are true: what they show is run. */
@NullMarked
package koinon.testbed.documents;

import org.jspecify.annotations.NullMarked;
