package org.bastide.computenode.guest;

import org.bastide.common.link.GuestMode;

/**
 * Decides the next action for a guest: a pure function, asked again after each action.
 *
 * <pre>
 *  wanted     ABSENT              RUNNING          PAUSED     HALTED     BUSY     CRASHED   (domain)
 *  RUNNING    START, RESTORE      SETTLE           RESUME     RESUME     WAIT     DESTROY
 *  PAUSED     START_PAUSED, …     PAUSE            SETTLE     SETTLE     WAIT     DESTROY
 *  STOPPED    SETTLE, DISCARD     SHUTDOWN         RESUME     DESTROY    WAIT     DESTROY
 *  SUSPENDED  SETTLE, END         SAVE             SAVE       SAVE       WAIT     DESTROY
 *  ABSENT     REMOVE              DESTROY          DESTROY    DESTROY    DESTROY  DESTROY
 * </pre>
 *
 * A domain that is gone though its intent was real in this boot ended by itself, and is not started
 * again. A due reboot is a DESTROY (hard) or a REBOOT (soft) of the running domain; a start takes
 * all due reboots with it.
 */
final class GuestPlan {
    private GuestPlan() {}

    /** The next action for a guest that a directive is there for. */
    static Action next(Situation situation) {
        Action action =
                switch (situation.wanted()) {
                    case RUNNING -> running(situation);
                    case PAUSED -> paused(situation);
                    case STOPPED -> stopped(situation);
                    case SUSPENDED -> suspended(situation);
                    case ABSENT -> absent(situation);
                };
        boolean tried =
                situation.standing() == Standing.FAILED && situation.wanted() != GuestMode.ABSENT;
        return tried && action != Action.SETTLE ? Action.REST : action;
    }

    /** The next action while no directive has come: nothing is done, an ending is noted. */
    static Action watch(Situation situation) {
        boolean ended =
                switch (situation.wanted()) {
                    case RUNNING, PAUSED -> next(situation) == Action.END;
                    case STOPPED, SUSPENDED, ABSENT -> false;
                };
        return ended ? Action.END : Action.REST;
    }

    private static Action running(Situation situation) {
        boolean rebootDue = situation.hardDue() || situation.softDue();
        return switch (situation.domain()) {
            case ABSENT -> start(situation, Action.START, Action.RESTORE);
            case RUNNING ->
                    situation.hardDue()
                            ? Action.DESTROY
                            : situation.softDue() ? reboot(situation) : Action.SETTLE;
            case PAUSED -> situation.hardDue() ? Action.DESTROY : Action.RESUME;
            // what stands still by itself hears no power button
            case HALTED ->
                    rebootDue
                            ? Action.DESTROY
                            : situation.standing() == Standing.NEW ? Action.RESUME : Action.SETTLE;
            case BUSY -> Action.WAIT;
            case CRASHED -> Action.DESTROY;
        };
    }

    private static Action paused(Situation situation) {
        return switch (situation.domain()) {
            case ABSENT -> start(situation, Action.START_PAUSED, Action.RESTORE_PAUSED);
            case RUNNING -> situation.hardDue() ? Action.DESTROY : Action.PAUSE;
            case PAUSED, HALTED -> situation.hardDue() ? Action.DESTROY : Action.SETTLE;
            case BUSY -> Action.WAIT;
            case CRASHED -> Action.DESTROY;
        };
    }

    private static Action stopped(Situation situation) {
        return switch (situation.domain()) {
            case ABSENT -> situation.saved() ? Action.DISCARD : Action.SETTLE;
            case RUNNING ->
                    switch (situation.patience()) {
                        case FRESH, AGAIN -> Action.SHUTDOWN;
                        case ASKED -> Action.WAIT;
                        case OVER -> Action.DESTROY;
                    };
            case PAUSED -> Action.RESUME;
            case BUSY -> Action.WAIT;
            case HALTED, CRASHED -> Action.DESTROY;
        };
    }

    private static Action suspended(Situation situation) {
        return switch (situation.domain()) {
            case ABSENT ->
                    situation.saved()
                            ? Action.SETTLE
                            : situation.standing() == Standing.ENDED ? Action.REST : Action.END;
            case RUNNING, PAUSED, HALTED -> Action.SAVE;
            case BUSY -> Action.WAIT;
            case CRASHED -> Action.DESTROY;
        };
    }

    private static Action absent(Situation situation) {
        return switch (situation.domain()) {
            case ABSENT -> Action.REMOVE;
            case RUNNING, PAUSED, HALTED, BUSY, CRASHED -> Action.DESTROY;
        };
    }

    private static Action start(Situation situation, Action fresh, Action saved) {
        return switch (situation.standing()) {
            case NEW, CUT -> situation.saved() ? saved : fresh;
            case REAL -> Action.END;
            case ENDED, FAILED -> Action.REST;
        };
    }

    private static Action reboot(Situation situation) {
        return switch (situation.patience()) {
            case FRESH -> Action.REBOOT;
            case ASKED, AGAIN -> Action.WAIT;
            case OVER -> Action.RESET;
        };
    }
}
