/** What was sent, durable before it is sent. */
@NullMarked
package koinon.privacy.journal;

import org.jspecify.annotations.NullMarked;
