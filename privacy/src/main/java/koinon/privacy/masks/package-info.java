/** Identities, rosters and pairwise masks. */
@NullMarked
package koinon.privacy.masks;

import org.jspecify.annotations.NullMarked;
