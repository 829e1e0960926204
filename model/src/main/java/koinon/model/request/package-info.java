/** What an analyst asks: a closed, typed language with one canonical form. */
@NullMarked
package koinon.model.request;

import org.jspecify.annotations.NullMarked;
