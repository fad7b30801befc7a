package org.porchlight.audit;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the log's key lies and how often the log grows and is signed.
///
/// @param keyFile the private key, readable by its owner only. Beside it, with the ending
///   `.witnessed`, lies the size that was signed last: back up the key, never that file
/// @param createKey whether a missing key file is made; switch it off once the log has a key
/// @param origin name of the log: an address without its scheme, without spaces and `+`; it is in
///   every checkpoint and must never change
/// @param sequenceEvery how often new entries get their place in the log
/// @param signEvery how often the log is signed
/// @param signAfter so many unsigned entries are signed at once
/// @param batch so many entries get their place in one transaction
@ConfigurationProperties("porchlight.audit")
record AuditSettings(
    Path keyFile,
    @DefaultValue("true") boolean createKey,
    @DefaultValue("porchlight.example/audit") String origin,
    @DefaultValue("1s") Duration sequenceEvery,
    @DefaultValue("5s") Duration signEvery,
    @DefaultValue("1000") int signAfter,
    @DefaultValue("1000") int batch) {}
