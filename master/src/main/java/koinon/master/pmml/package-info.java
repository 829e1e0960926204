/** Fitted models as PMML. */
@NullMarked
package koinon.master.pmml;

import org.jspecify.annotations.NullMarked;
