/** Configuration files: YAML read into records, with all that is wrong said at once. */
package org.bastide.common.config;
