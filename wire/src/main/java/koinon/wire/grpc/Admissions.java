package koinon.wire.grpc;

import koinon.wire.pki.AdmissionRegistry;
import koinon.wire.pki.InvitationBook;

/** The master's two lists: who may come, and who has come. */
public record Admissions(InvitationBook book, AdmissionRegistry registry) {}
