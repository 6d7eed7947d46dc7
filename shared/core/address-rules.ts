// Threat: the user who names a webhook chooses where this server connects to, and inside its network are a cloud's metadata service,
// the database, and services that trust their neighbours (server-side request forgery). Defence: the server connects only to
// addresses of the public internet. The name proves nothing, since anyone can point one anywhere: the address of the connection
// is checked, and resolved once (platform/node/webhook-sender.ts). Not covered: public services that should not be public.
import ipaddr from "ipaddr.js";

/** 2000::/3, all that IANA has given out as global unicast (IANA, IPv6 Address Space). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Metadata services at addresses that the registries give out as public: Azure's WireServer (Microsoft, "What is IP address
 * 168.63.129.16?") and Equinix Metal's metadata.packet.net. Those of other clouds are within the ranges below: link-local,
 * carrier-grade NAT (Alibaba, Tencent), 192.0.0.0/24 (Oracle), fc00::/7.
 */
const METADATA_SERVICES = new Set(["168.63.129.16", "192.80.8.124"]);

/**
 * Whether a text is an address of the public internet, by the registries of special-purpose addresses that ipaddr.js has. Private,
 * loopback, link-local, carrier-grade NAT, multicast and reserved addresses are not, nor is IPv6 that leads to IPv4 (mapped,
 * NAT64, 6to4, Teredo), nor a metadata service.
 */
export function isPublicAddress(text: string): boolean {
	if (!ipaddr.isValid(text)) return false;
	const address = ipaddr.parse(text);
	if (address.range() !== "unicast" || METADATA_SERVICES.has(address.toString())) return false;
	return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);
}

/** The address in a host as `URL` writes it, without brackets; null for a name. */
export function parseHostAddress(hostname: string): string | null {
	const bare = hostname.replace(/^\[|\]$/g, "");
	return ipaddr.isValid(bare) ? bare : null;
}
