/// Asks cameras by ONVIF what they are and where their streams are. See
/// docs/decisions/0022-onvif-is-a-suggestion.md.
@NullMarked
package org.porchlight.feeds.pull.onvif;

import org.jspecify.annotations.NullMarked;
