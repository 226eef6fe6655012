package org.bastide.controller.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a class warns of. */
final class Warnings extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final Logger logger;

    Warnings(Class<?> of) {
        logger = (Logger) LoggerFactory.getLogger(of);
        start();
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            texts.add(event.getFormattedMessage());
        }
    }

    boolean anyHas(String part) {
        return texts.stream().anyMatch(text -> text.contains(part));
    }

    @Override
    public void close() {
        logger.detachAppender(this);
    }
}
