package org.porchlight.feeds.pull.push;

import java.time.Duration;

/// What strangers may do at the door.
///
/// @param connections most at the same time
/// @param perAddress most at the same time from one address
/// @param strangers most at the same time that have not shown a password
/// @param wrongAnswers so many wrong passwords in `lock` close a path to further wrong ones
/// @param lock for so long
/// @param startsPerMinute how often one camera may begin to send
/// @param verdict how long every refusal of a password takes, whatever the reason
public record PushLimits(
    int connections,
    int perAddress,
    int strangers,
    int wrongAnswers,
    Duration lock,
    int startsPerMinute,
    Duration verdict) {}
