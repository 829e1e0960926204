/** What a site publishes about its data. */
@NullMarked
package koinon.model.catalogue;

import org.jspecify.annotations.NullMarked;
