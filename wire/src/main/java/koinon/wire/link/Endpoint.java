package koinon.wire.link;

import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/** Where a master listens: a DNS name or an IP address, and a port; {@code [::1]:9443} for IPv6. */
public record Endpoint(String host, int port) {
    private static final int LONGEST_HOST = 240;

    public Endpoint {
        if (host.isEmpty() || host.length() > LONGEST_HOST || !host.matches("[A-Za-z0-9._:-]+")) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the host of an address must be a DNS name or an IP address");
        }
        if (port < 1 || port > 65535) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION, "a port is between 1 and 65535, not " + port);
        }
    }

    /** Reads {@code host:port}. */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION, "an address reads host:port");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION, "an IPv6 address reads [host]:port");
        }
        return new Endpoint(host, Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
