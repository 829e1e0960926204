/** What comes back: statistics that may be suppressed or undefined, tables and plots. */
@NullMarked
package koinon.model.result;

import org.jspecify.annotations.NullMarked;
