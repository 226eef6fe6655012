/** Which versions of the API there are. */
package org.bastide.controller.identity.version;
