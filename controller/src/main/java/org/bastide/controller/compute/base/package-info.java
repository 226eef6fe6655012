/** What the resources of compute share: permissions, events, names. */
package org.bastide.controller.compute.base;
