/** Masks and keys. */
@NullMarked
package koinon.privacy.masks;

import org.jspecify.annotations.NullMarked;
