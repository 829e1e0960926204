package koinon.wire.grpc;

import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The three methods of the port; all carry plain bytes. */
final class Methods {
    static final String SERVICE = "koinon.v1.Gateway";

    /** Invitation for certificate; the only one open to a caller without a certificate. */
    static final MethodDescriptor<byte[], byte[]> JOIN =
            method("Join", MethodDescriptor.MethodType.UNARY);

    /** Certificate for a later one. */
    static final MethodDescriptor<byte[], byte[]> RENEW =
            method("Renew", MethodDescriptor.MethodType.UNARY);

    /** The link. */
    static final MethodDescriptor<byte[], byte[]> CONNECT =
            method("Connect", MethodDescriptor.MethodType.BIDI_STREAMING);

    private Methods() {}

    private static MethodDescriptor<byte[], byte[]> method(
            String name, MethodDescriptor.MethodType type) {
        Bytes bytes = new Bytes();
        return MethodDescriptor.newBuilder(bytes, bytes)
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .build();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
