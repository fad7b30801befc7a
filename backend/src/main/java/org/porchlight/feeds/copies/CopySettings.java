package org.porchlight.feeds.copies;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How much work pictures are worth that have to be decoded.
///
/// @param startTime a worker that is not ready after this long is given up
/// @param stillTime a single picture that is not ready after this long is given up, with its worker
/// @param stillWorkers how many make single pictures at the same time
/// @param stillsWaiting how many pictures may wait for a worker; more are refused
/// @param stillsPerWorker a worker is replaced after so many pictures
/// @param idle a worker without work is let go after this long
/// @param heap of a worker's Java; what FFmpeg needs comes on top
/// @param live how many cameras are transcoded for live views at the same time
/// @param liveWidth of transcoded live pictures, at most, in pixels
/// @param stillWidth of single pictures, at most, in pixels
/// @param thumbnailWidth of the pictures in lists, at most, in pixels
@ConfigurationProperties("porchlight.copies")
public record CopySettings(
    @DefaultValue("15s") Duration startTime,
    @DefaultValue("5s") Duration stillTime,
    @DefaultValue("1") int stillWorkers,
    @DefaultValue("32") int stillsWaiting,
    @DefaultValue("500") int stillsPerWorker,
    @DefaultValue("1m") Duration idle,
    @DefaultValue("48MB") DataSize heap,
    @DefaultValue("4") int live,
    @DefaultValue("1280") int liveWidth,
    @DefaultValue("1280") int stillWidth,
    @DefaultValue("320") int thumbnailWidth) {}
