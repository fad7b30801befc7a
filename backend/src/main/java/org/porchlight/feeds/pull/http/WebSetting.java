package org.porchlight.feeds.pull.http;

import java.time.Clock;
import org.porchlight.feeds.pull.PullLimits;
import org.porchlight.feeds.pull.Trust;

/// What all cameras on the web have in common.
///
/// @param trust who may vouch for cameras
/// @param clock to compare the cameras' with
record WebSetting(PullLimits limits, Trust trust, Clock clock) {}
