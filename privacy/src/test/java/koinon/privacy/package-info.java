/** The gate and what passes it. */
@NullMarked
package koinon.privacy;

import org.jspecify.annotations.NullMarked;
