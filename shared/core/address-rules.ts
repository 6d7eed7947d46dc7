// The threat: whoever names a webhook chooses where this server connects to, and behind it lie a cloud's metadata service, the
// database, and whatever else trusts its neighbours. So only addresses of the public internet are connected to. A name is no
// help, since anybody can point one anywhere: what counts is the address that the connection goes to, and it is looked up once
// (platform/webhook-sender.ts). Not covered: services that are public and should not be.
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
 * Whether an address, in its usual written form, is one of the public internet. By the registries of special-purpose addresses
 * as ipaddr.js has them: private, loopback, link-local (metadata services too), carrier-grade NAT, multicast, reserved,
 * and IPv6 that leads to IPv4 (mapped, NAT64, 6to4, Teredo), public or not. Nor is a metadata service, or what is no address.
 */
export function isPublicAddress(text: string): boolean {
	if (!ipaddr.isValid(text)) return false;
	const address = ipaddr.parse(text);
	if (address.range() !== "unicast" || METADATA_SERVICES.has(address.toString())) return false;
	return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);
}

/** Whether a host, as `URL` has it, is an address and not a name; then without the brackets. */
export function addressOfHost(hostname: string): string | null {
	const bare = hostname.replace(/^\[|\]$/g, "");
	return ipaddr.isValid(bare) ? bare : null;
}
