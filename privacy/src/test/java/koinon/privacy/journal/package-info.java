/** The journal after crashes. */
@NullMarked
package koinon.privacy.journal;

import org.jspecify.annotations.NullMarked;
