/** The process at a hospital. */
@NullMarked
package koinon.worker;

import org.jspecify.annotations.NullMarked;
