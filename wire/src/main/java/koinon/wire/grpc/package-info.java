/** The link over gRPC: one TLS 1.3 port, mutual authentication, joining and renewal. */
@NullMarked
package koinon.wire.grpc;

import org.jspecify.annotations.NullMarked;
