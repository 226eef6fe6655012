/** What guests write to their serial consoles. */
package org.bastide.computenode.console;
