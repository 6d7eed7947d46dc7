import { describe, expect, test } from "vitest";
import { isPublicAddress } from "../../../shared/core/address-rules.ts";
import { webhookProblem } from "../../../shared/service/webhooks/target.ts";

describe("an address", () => {
	test.each([
		["8.8.8.8", true],
		["1.1.1.1", true],
		["2606:4700:4700::1111", true],
		["127.0.0.1", false],
		["10.1.2.3", false],
		["172.31.255.255", false],
		["192.168.0.1", false],
		["169.254.169.254", false],
		["100.64.0.1", false],
		["224.0.0.1", false],
		["255.255.255.255", false],
		["0.0.0.0", false],
		["192.0.0.192", false],
		["198.18.0.1", false],
		["240.0.0.1", false],
		["::1", false],
		["::", false],
		["fe80::1", false],
		["fd00:ec2::254", false],
		["fec0::1", false],
		["ff02::1", false],
		["::ffff:127.0.0.1", false],
		["::ffff:8.8.8.8", false],
		["::10.0.0.1", false],
		["64:ff9b::7f00:1", false],
		["64:ff9b:1::a00:1", false],
		["2002:7f00:1::", false],
		["2001:0:7f00:1::", false],
		["2001:db8::1", false],
		["4000::1", false],
		["168.63.129.16", false],
		["168.63.129.17", true],
		["192.80.8.124", false],
		["not an address", false],
	])("%s is public: %s", (address, expected) => {
		expect(isPublicAddress(address)).toBe(expected);
	});
});

describe("a target", () => {
	const strict = { allowPrivate: false, hasSecret: true };
	const local = { allowPrivate: true, hasSecret: true };

	test.each(["https://example.com/hook", "https://example.com:8443/hook?key=1", "https://8.8.8.8/"])(
		"%s may be tried",
		(target) => {
			expect(webhookProblem(target, strict)).toBeNull();
		},
	);

	test.each([
		["http://example.com/", "a URL that begins with https://"],
		["file:///etc/passwd", "a URL that begins with https://"],
		["https://user:secret@example.com/", "a URL without a user name and password"],
		["https://127.0.0.1/", "an address of the public internet"],
		["https://2130706433/", "an address of the public internet"],
		["https://0x7f.1/", "an address of the public internet"],
		["https://017700000001/", "an address of the public internet"],
		["https://[::ffff:127.0.0.1]/", "an address of the public internet"],
		["nonsense", "a whole URL, as https://example.com/hook"],
		["https://…", "a whole URL, as https://example.com/hook"],
		["https://168.63.129.16/", "an address of the public internet"],
		[`https://example.com/${"a".repeat(2000)}`, "a URL of at most 2000 characters"],
	])("%s is refused: %s", (target, allowed) => {
		expect(webhookProblem(target, strict)).toBe(allowed);
	});

	test("may be of one's own network, and http, where that is allowed", () => {
		expect(webhookProblem("http://127.0.0.1:1/", local)).toBeNull();
		expect(webhookProblem("ftp://127.0.0.1:1/", local)).toBe("a URL that begins with https://");
	});

	test("is none where nothing can be signed", () => {
		const problem = webhookProblem("https://example.com/", { allowPrivate: false, hasSecret: false });
		expect(problem).toContain("WEBHOOK_SECRET");
	});
});
