/**
 * Servers: what tenants ask for. The API stores intent and returns; placement and the nodes make it
 * real ({@code compute.guest}). What a person sees as status is computed, never stored ({@link
 * org.bastide.controller.compute.server.ServerStatus}).
 */
package org.bastide.controller.compute.server;
