/** Users and their passwords. */
package org.bastide.controller.identity.user;
