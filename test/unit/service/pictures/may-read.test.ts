import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BucketFacts } from "../../../../shared/service/pictures/bucket-files.ts";
import { mayRead, ownerAsReader, type Reader } from "../../../../shared/service/pictures/may-read.ts";

const MAYA: Reader = { kind: "user", userId: "maya" };
const GUEST: Reader = { kind: "guest" };
const SERVICE: Reader = { kind: "service" };

/** Maya is a member of the team `band`, where she plays the bass. */
const findTeamRoles = async (teamId: string, userId: string) =>
	teamId === "band" && userId === "maya" ? ["bass"] : null;

const reads = (role: string) => `read("${role}")`;
const OPEN: BucketFacts = { permissions: [], hasFileSecurity: true, isEnabled: true };

const may = (reader: Reader, role: string, bucket = OPEN) =>
	mayRead(reader, bucket, { permissions: [reads(role)] }, { findTeamRoles });

describe("a file may be read", () => {
	test.each([
		["any", true, true],
		["users", true, false],
		["guests", false, true],
		["user:maya", true, false],
		["team:band", true, false],
		["team:band/bass", true, false],
		["user:mayas", false, false],
		["user:may", false, false],
		["user:", false, false],
		["team:band/drums", false, false],
		["team:bands", false, false],
		["users/verified", false, false],
		["user:maya/verified", false, false],
		["label:admin", false, false],
		["member:m1", false, false],
		["ANY", false, false],
	])("by %s: a user %s, a guest %s", async (role, user, guest) => {
		expect([await may(MAYA, role), await may(GUEST, role)]).toEqual([user, guest]);
		expect(await may(SERVICE, role)).toBe(true);
	});

	test("by no permission but one to read", async () => {
		const permissions = [
			'update("user:maya")',
			'delete("any")',
			'write("any")',
			'create("users")',
			"any",
			"",
		];
		expect(await mayRead(MAYA, { ...OPEN, permissions }, { permissions }, { findTeamRoles })).toBe(false);
	});

	test("by its own permissions only where the bucket says that they count", async () => {
		const bucket = { ...OPEN, hasFileSecurity: false };
		expect(await may(MAYA, "user:maya", bucket)).toBe(false);
		expect(await may(MAYA, "user:zoe", { ...bucket, permissions: [reads("users")] })).toBe(true);
		expect(await may(MAYA, "user:zoe", { ...OPEN, permissions: [reads("users")] })).toBe(true);
	});

	test("by nobody in a bucket that is switched off", async () => {
		const bucket = { ...OPEN, isEnabled: false };
		for (const reader of [MAYA, GUEST, SERVICE]) expect(await may(reader, "any", bucket)).toBe(false);
	});

	test("by no user but those whom a permission names", async () => {
		const name = fc.stringMatching(/^[A-Za-z0-9._-]{1,8}$/);
		const role = fc.oneof(
			name.map((id) => `user:${id}`),
			name.map((id) => `team:${id}`),
			name.map((id) => `label:${id}`),
			fc.constantFrom("guests", "users/verified"),
		);
		await fc.assert(
			fc.asyncProperty(name, fc.array(role), fc.array(role), async (userId, bucketRoles, fileRoles) => {
				const reader: Reader = { kind: "user", userId };
				const bucket = { ...OPEN, permissions: bucketRoles.map(reads) };
				const ofNobody = { findTeamRoles: async () => null };
				const isRead = await mayRead(reader, bucket, { permissions: fileRoles.map(reads) }, ofNobody);
				expect(isRead).toBe([...bucketRoles, ...fileRoles].includes(`user:${userId}`));
			}),
		);
	});
});

test("a row without an owner is anybody's", () => {
	expect([ownerAsReader("maya"), ownerAsReader(null)]).toEqual([MAYA, GUEST]);
});
