/** Domains: projects that act as the realm of users and other projects. */
package org.bastide.controller.identity.domain;
