/** Who may join: invitations and certificates, kept in the registry. */
@NullMarked
package koinon.master.admission;

import org.jspecify.annotations.NullMarked;
