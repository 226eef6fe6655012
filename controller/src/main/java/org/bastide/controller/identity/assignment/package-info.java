/** Which user holds which role on which project or domain, or on the system. */
package org.bastide.controller.identity.assignment;
