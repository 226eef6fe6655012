/** YAML files, read field by field, with all that is wrong said at once. */
package org.bastide.cli.yaml;
