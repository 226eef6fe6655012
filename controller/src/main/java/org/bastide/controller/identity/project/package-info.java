/** Projects, as a tree below each domain, and their tags. */
package org.bastide.controller.identity.project;
