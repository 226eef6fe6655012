/** Which versions of the compute API are served; what each brought is in docs/microversions.md. */
package org.bastide.controller.compute.version;
