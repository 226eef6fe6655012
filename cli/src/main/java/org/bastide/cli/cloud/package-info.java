/** Which cloud, as whom: read from {@code clouds.yaml} or {@code OS_*} as openstacksdk does. */
package org.bastide.cli.cloud;
