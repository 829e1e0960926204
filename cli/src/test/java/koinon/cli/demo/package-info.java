/** Tests of koinon.cli.demo. */
@NullMarked
package koinon.cli.demo;

import org.jspecify.annotations.NullMarked;
