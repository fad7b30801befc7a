package org.porchlight.evidence;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How cameras are recorded.
///
/// @param segment a file is closed at the first keyframe after this long
/// @param segmentSize or when so many bytes wait in the ring
/// @param lookEvery how often grounds are judged, and rings looked into
/// @param incidentDays how many days what was recorded during an incident is kept
/// @param leastFree when less space is left on the spool's disk, the oldest footage there that
///   nobody holds is given up, and what finds no room is not recorded
/// @param purgeEvery how often footage whose time is over is deleted
@ConfigurationProperties("porchlight.recording")
record RecordingSettings(
    @DefaultValue("10s") Duration segment,
    @DefaultValue("8MB") DataSize segmentSize,
    @DefaultValue("1s") Duration lookEvery,
    @DefaultValue("30") int incidentDays,
    @DefaultValue("1GB") DataSize leastFree,
    @DefaultValue("1h") Duration purgeEvery) {}
