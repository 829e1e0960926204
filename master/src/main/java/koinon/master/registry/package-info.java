/** Members of the federation: workers, invitations, what they published. */
@NullMarked
package koinon.master.registry;

import org.jspecify.annotations.NullMarked;
