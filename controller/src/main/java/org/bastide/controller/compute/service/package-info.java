/** Nova's compute services: one on each compute node, which an administrator can disable. */
package org.bastide.controller.compute.service;
