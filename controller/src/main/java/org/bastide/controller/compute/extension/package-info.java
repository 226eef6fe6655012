/** The list of extensions, which tells old clients what there is; newer ones ask for versions. */
package org.bastide.controller.compute.extension;
