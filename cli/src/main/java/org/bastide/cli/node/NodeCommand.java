package org.bastide.cli.node;

import picocli.CommandLine.Command;

/** {@code bastide node}. */
@Command(name = "node", description = "Servers of the cloud.", synopsisSubcommandLabel = "COMMAND")
public final class NodeCommand {}
