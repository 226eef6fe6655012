package org.bastide.computenode.libvirt;

import com.sun.jna.NativeLong;
import com.sun.jna.ptr.LongByReference;

import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.virNodeInfo;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.StringReader;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

/** Asks libvirt what the machine is. */
final class LibvirtFacts {
    private static final int KIBIBYTES = 1024;

    private LibvirtFacts() {}

    static NodeFacts read(LibvirtConnection connection, Acceleration acceleration) {
        LibvirtCalls calls = LibvirtCalls.load();
        return connection.call(
                "reading the node's facts",
                held -> {
                    virNodeInfo node = new virNodeInfo();
                    connection.check("reading the node", calls.virNodeGetInfo(held, node));
                    LongByReference version = new LongByReference();
                    connection.check(
                            "reading QEMU's version", calls.virConnectGetVersion(held, version));
                    return facts(
                            node,
                            version.getValue(),
                            capabilities(connection, calls, held),
                            acceleration);
                });
    }

    private static NodeFacts facts(
            virNodeInfo node, long version, Capabilities capabilities, Acceleration acceleration) {
        NativeLong kibibytes = node.memory;
        return new NodeFacts(
                node.cpus,
                kibibytes.longValue() / KIBIBYTES,
                acceleration,
                version,
                capabilities.architecture(),
                capabilities.cpuModel());
    }

    private static Capabilities capabilities(
            LibvirtConnection connection, LibvirtCalls calls, ConnectionPointer held) {
        var text = calls.virConnectGetCapabilities(held);
        if (text == null) {
            throw connection.failure("reading libvirt's capabilities");
        }
        return Capabilities.parse(text.toString());
    }

    /**
     * What we read of libvirt's capabilities.
     *
     * @param architecture of the host
     * @param cpuModel of the host, or {@code unknown}
     */
    record Capabilities(String architecture, String cpuModel) {
        static Capabilities parse(String xml) {
            try {
                var document =
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(new InputSource(new StringReader(xml)));
                var paths = XPathFactory.newInstance().newXPath();
                String model = paths.evaluate("/capabilities/host/cpu/model", document);
                return new Capabilities(
                        paths.evaluate("/capabilities/host/cpu/arch", document),
                        model.isBlank() ? "unknown" : model);
            } catch (SAXException
                    | IOException
                    | ParserConfigurationException
                    | XPathExpressionException e) {
                throw new HypervisorException("libvirt's capabilities cannot be read", e);
            }
        }
    }
}
