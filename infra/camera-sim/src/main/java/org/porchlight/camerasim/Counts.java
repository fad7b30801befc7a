package org.porchlight.camerasim;

/// What one camera has seen since it was added.
///
/// A connection belongs to the camera that its first request names, so one that never says anything
/// is counted by [CameraSim#connections()] only.
///
/// @param connections connections whose first request named this camera
/// @param openConnections those of them that are open now
/// @param describes DESCRIBE requests, also refused ones
/// @param refusedLogins requests that carried credentials which did not fit
/// @param setups SETUP requests answered 200
/// @param plays PLAY requests answered 200
/// @param playing sessions playing now
/// @param expiredSessions sessions closed because their client kept silent
/// @param packets RTP packets handed to connections
/// @param bytes bytes of those packets, RTP headers included
/// @param droppedFrames frames not sent to a viewer because it did not read fast enough
/// @param soundSetups those SETUP requests that were for sound
/// @param soundPackets those RTP packets that were sound
/// @param datagramSetups those SETUP requests that were for UDP
/// @param receiverReports reports of clients that came over UDP
public record Counts(
    long connections,
    int openConnections,
    long describes,
    long refusedLogins,
    long setups,
    long plays,
    int playing,
    long expiredSessions,
    long packets,
    long bytes,
    long droppedFrames,
    long soundSetups,
    long soundPackets,
    long datagramSetups,
    long receiverReports) {}
