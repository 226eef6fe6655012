/** The controller of Bastide. */
package org.bastide.controller;
