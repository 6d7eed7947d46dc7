import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LINK_MS, signLink, verifyLink } from "../../../../shared/service/quota/signed-links.ts";

const key = "a service key of sixteen";
const now = Date.UTC(2026, 10, 25);
const maya = { kind: "user", userId: "maya.the_first-1" } as const;

describe("a link", () => {
	test.each([{ kind: "all" } as const, maya])("is for whom it was made", async (viewer) => {
		const token = await signLink(key, viewer, now);
		expect(token).toMatch(/^[A-Za-z0-9._-]+$/);
		expect(await verifyLink(key, token, now)).toEqual(viewer);
	});

	test("lives ten minutes", async () => {
		const token = await signLink(key, maya, now);
		expect(await verifyLink(key, token, now + LINK_MS - 1)).toEqual(maya);
		expect(await verifyLink(key, token, now + LINK_MS)).toBeNull();
		expect(await verifyLink(key, token, now - 1)).toBeNull();
	});

	test("is of one key", async () => {
		expect(await verifyLink("another key of sixteen", await signLink(key, maya, now), now)).toBeNull();
	});

	test("cannot be turned into everybody's, nor made to live longer", async () => {
		const [, until, signature] = (await signLink(key, maya, now)).split(".");
		expect(await verifyLink(key, `all.${until}.${signature}`, now)).toBeNull();
		const scope = (await signLink(key, maya, now)).split(".")[0];
		expect(await verifyLink(key, `${scope}.${Number(until) + 1}.${signature}`, now + 5)).toBeNull();
	});

	test("is for no user that cannot be", async () => {
		for (const userId of ["", "a".repeat(37), ".maya", "maya theo", "m\u00e4x"]) {
			const token = await signLink(key, { kind: "user", userId }, now);
			expect(await verifyLink(key, token, now)).toBeNull();
		}
	});

	test("is none where any sign of it is changed, or it is anything else", async () => {
		const token = await signLink(key, maya, now);
		const place = fc.integer({ min: 0, max: token.length - 1 });
		const sign = fc.constantFrom(..."0123456789abcdefu._-");
		await fc.assert(
			fc.asyncProperty(place, sign, async (at, other) => {
				fc.pre(token[at] !== other);
				const changed = `${token.slice(0, at)}${other}${token.slice(at + 1)}`;
				expect(await verifyLink(key, changed, now)).toBeNull();
			}),
		);
		await fc.assert(
			fc.asyncProperty(fc.string(), async (text) => {
				expect(await verifyLink(key, text, now)).toBeNull();
			}),
		);
	});
});
