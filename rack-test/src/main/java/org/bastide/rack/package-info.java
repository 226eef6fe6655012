/**
 * Tests that need a rack: real servers with Ceph, libvirt and the agents, made by {@code
 * scripts/up} and driven from outside as an operator and a tenant would. They run inside a
 * throw-away root of their own (see {@code scripts/lib/enter}), where they may do whatever they
 * like.
 */
package org.bastide.rack;
