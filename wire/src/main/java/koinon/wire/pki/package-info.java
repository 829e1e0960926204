/** The federation's own certificates and the invitations that lead to them. */
@NullMarked
package koinon.wire.pki;

import org.jspecify.annotations.NullMarked;
