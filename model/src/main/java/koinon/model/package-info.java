/** The vocabulary of Koinon: what every other module speaks. */
@NullMarked
package koinon.model;

import org.jspecify.annotations.NullMarked;
