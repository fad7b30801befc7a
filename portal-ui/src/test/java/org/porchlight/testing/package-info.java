/// What tests of views share.
package org.porchlight.testing;
