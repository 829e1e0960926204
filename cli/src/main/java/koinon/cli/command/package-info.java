/** What a command is: options, help, and the ways to use it wrongly. */
@NullMarked
package koinon.cli.command;

import org.jspecify.annotations.NullMarked;
