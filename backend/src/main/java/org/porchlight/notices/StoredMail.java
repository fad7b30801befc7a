package org.porchlight.notices;

import java.time.Instant;
import java.util.UUID;

/// A mail in the [MailBox].
public record StoredMail(UUID id, Instant at, Mail mail) {}
