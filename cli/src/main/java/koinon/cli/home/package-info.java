/** What lies below a home: the processes of a demo and how to find its master. */
@NullMarked
package koinon.cli.home;

import org.jspecify.annotations.NullMarked;
