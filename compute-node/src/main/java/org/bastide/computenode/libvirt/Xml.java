package org.bastide.computenode.libvirt;

import java.io.StringWriter;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML. Names and values are escaped by the stream writer; nothing is pasted together. */
final class Xml {
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;

    Xml() {
        try {
            out = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("no XML writer", e);
        }
    }

    /** An element with attributes, name by value, around what {@code inner} writes. */
    Xml element(String name, Runnable inner, String... attributes) {
        return writing(
                () -> {
                    out.writeStartElement(name);
                    attributes(attributes);
                    inner.run();
                    out.writeEndElement();
                });
    }

    /** An element with attributes alone. */
    Xml empty(String name, String... attributes) {
        return writing(
                () -> {
                    out.writeEmptyElement(name);
                    attributes(attributes);
                });
    }

    /** An element with text. */
    Xml text(String name, String value, String... attributes) {
        return writing(
                () -> {
                    out.writeStartElement(name);
                    attributes(attributes);
                    out.writeCharacters(printable(value));
                    out.writeEndElement();
                });
    }

    /** An element of another namespace with attributes alone. */
    Xml foreign(String prefix, String namespace, String name, String... attributes) {
        return writing(
                () -> {
                    out.writeEmptyElement(prefix, name, namespace);
                    out.writeNamespace(prefix, namespace);
                    attributes(attributes);
                });
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void attributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            out.writeAttribute(attributes[i], printable(attributes[i + 1]));
        }
    }

    private Xml writing(Writing writing) {
        try {
            writing.write();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write XML", e);
        }
    }

    /** What a tenant typed may hold what XML, or a title in libvirt, cannot: it becomes a space. */
    private static String printable(String value) {
        StringBuilder kept = new StringBuilder(value.length());
        value.codePoints()
                .map(
                        c ->
                                Character.isISOControl(c)
                                                || Character.getType(c) == Character.SURROGATE
                                                || (c & 0xFFFE) == 0xFFFE
                                        ? ' '
                                        : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** A step that may fail. */
    private interface Writing {
        void write() throws XMLStreamException;
    }
}
