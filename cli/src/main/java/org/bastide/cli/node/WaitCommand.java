package org.bastide.cli.node;

import picocli.CommandLine.Command;

/** {@code bastide wait}. */
@Command(
        name = "wait",
        description = "Wait until something is so.",
        synopsisSubcommandLabel = "COMMAND")
public final class WaitCommand {}
