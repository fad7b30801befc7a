/// Who may call what: the authorization server, and the chains in front of API, media and public
/// addresses. See docs/decisions/0006-authorization-server-in-the-house.md.
@NullMarked
package org.porchlight.api.security;

import org.jspecify.annotations.NullMarked;
