/** The master's HTTP server: native API, events, portal, metrics, health. */
@NullMarked
package koinon.master.http;

import org.jspecify.annotations.NullMarked;
