/**
 * The catalog: which services there are, and where. It is made from the controllers' configuration
 * and is the same on all of them; ids are derived from names, so that they stay.
 */
package org.bastide.controller.identity.catalog;
