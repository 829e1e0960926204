/** Requests and their one form. */
@NullMarked
package koinon.model.request;

import org.jspecify.annotations.NullMarked;
