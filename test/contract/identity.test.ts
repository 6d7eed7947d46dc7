import { Account, ID, Permission, Query, Role, TablesDB, Teams, Users } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readServerVersion } from "../../shared/platform/appwrite/server.ts";
import { until } from "../helpers/until.ts";
import { connect, makeTable, refused, type Server } from "./connect.ts";

let server: Server;
let users: Users;
const made: string[] = [];
beforeAll(async () => {
	server = await connect();
	users = new Users(server.admin);
});
afterAll(async () => {
	for (const userId of made) await users.delete({ userId });
	await server.end();
});

async function makeUser() {
	const email = `${ID.unique()}@example.com`;
	const user = await users.create({ userId: ID.unique(), email, password: "a good password" });
	made.push(user.$id);
	return { userId: user.$id, email };
}

/** A client of a user, by a session that a server opened. */
async function signIn(userId: string) {
	const { secret } = await users.createSession({ userId });
	return server.guest().setSession(secret);
}

test("the server's version is told to guests", async () => {
	expect(await readServerVersion(server.guest().config.endpoint)).toMatch(/^\d+\.\d+\.\d+/);
});

describe("a user", () => {
	test("is who their session says", async () => {
		const { userId, email } = await makeUser();
		const account = await new Account(await signIn(userId)).get();
		expect(account).toMatchObject({ $id: userId, email });
	});

	test("is who their JWT says, and nobody once the session is closed from which it was made", async () => {
		const { userId } = await makeUser();
		const account = new Account(await signIn(userId));
		const { jwt } = await account.createJWT();
		const byJwt = new Account(server.guest().setJWT(jwt));
		expect(await byJwt.get()).toMatchObject({ $id: userId });
		await account.deleteSession({ sessionId: "current" });
		await refused(byJwt.get(), 401, "general_unauthorized_scope");
	});

	test("is not asked by JWT and by session at once: 403", async () => {
		const { userId } = await makeUser();
		const client = await signIn(userId);
		const { jwt } = await new Account(client).createJWT();
		await refused(new Account(client.setJWT(jwt)).get(), 403, "user_jwt_and_cookie_set");
	});

	test("is nobody by a JWT of theirs once they are gone", async () => {
		const { $id: userId } = await users.create({ userId: ID.unique() });
		const { jwt } = await users.createJWT({ userId });
		await users.delete({ userId });
		const account = new Account(server.guest().setJWT(jwt));
		await refused(account.get(), 401, "general_unauthorized_scope");
	});

	test("is not who had their id before: no session, JWT or team of theirs counts", async () => {
		const teams = new Teams(server.admin);
		const { userId } = await makeUser();
		const { $id: teamId } = await teams.create({ teamId: ID.unique(), name: "contract" });
		await teams.createMembership({ teamId, userId, roles: [] });
		const before = await signIn(userId);
		await users.delete({ userId });
		await refused(new Account(before).get(), 401, "general_unauthorized_scope");
		await users.create({ userId });
		await refused(new Account(before).get(), 401, "general_unauthorized_scope");
		const noMembers = async () => (await teams.listMemberships({ teamId })).total === 0;
		await until(noMembers);
		await teams.delete({ teamId });
	});

	test("is who a server's JWT says", async () => {
		const { userId } = await makeUser();
		const { jwt } = await users.createJWT({ userId });
		expect(await new Account(server.guest().setJWT(jwt)).get()).toMatchObject({ $id: userId });
	});

	test("finds the secret of an e-mail session in the answer to an API key alone", async () => {
		const { email } = await makeUser();
		const byKey = await new Account(server.admin).createEmailPasswordSession({
			email,
			password: "a good password",
		});
		expect(byKey.secret).not.toBe("");
		const byGuest = await new Account(server.guest()).createEmailPasswordSession({
			email,
			password: "a good password",
		});
		expect(byGuest.secret).toBe("");
	});

	test("carries labels that a server gave", async () => {
		const { userId } = await makeUser();
		await users.updateLabels({ userId, labels: ["admin"] });
		expect(await new Account(await signIn(userId)).get()).toMatchObject({ labels: ["admin"] });
	});
});

describe("nobody is let in", () => {
	test("without a session: 401", async () => {
		await refused(new Account(server.guest()).get(), 401, "general_unauthorized_scope");
	});

	test.each(["nonsense", "a.b.c"])("with %s in place of a JWT: 401", async (jwt) => {
		await refused(new Account(server.guest().setJWT(jwt)).get(), 401, "user_jwt_invalid");
	});

	test("with a JWT that was changed: 401", async () => {
		const [one, other] = [await makeUser(), await makeUser()];
		const { jwt } = await users.createJWT(one);
		const foreign = (await users.createJWT(other)).jwt;
		const mixed = jwt
			.split(".")
			.with(1, foreign.split(".")[1] ?? "")
			.join(".");
		await refused(new Account(server.guest().setJWT(mixed)).get(), 401, "user_jwt_invalid");
	});

	test("with a JWT that has run out: 401", async () => {
		const { userId } = await makeUser();
		const { jwt } = await users.createJWT({ userId, duration: 1 });
		const account = new Account(server.guest().setJWT(jwt));
		const outcome = () =>
			account.get().then(
				() => "answered",
				({ type }) => type,
			);
		await until(async () => (await outcome()) !== "answered", 100);
		expect(await outcome()).toBe("user_jwt_invalid");
	});

	test("with a key that is none: 401", async () => {
		const tables = new TablesDB(server.guest().setKey("standard_nonsense"));
		await refused(tables.list(), 401, "user_unauthorized");
	});

	test("with a function's key that is none: 401, as a guest", async () => {
		const tables = new TablesDB(server.guest().setKey("ephemeral_nonsense"));
		await refused(tables.list(), 401, "general_unauthorized_scope");
	});

	test("with a wrong password: 401", async () => {
		const { email } = await makeUser();
		const session = new Account(server.guest()).createEmailPasswordSession({
			email,
			password: "a wrong password",
		});
		await refused(session, 401, "user_invalid_credentials");
	});

	test("as a user to what is for servers: 401", async () => {
		const { userId } = await makeUser();
		await refused(new Users(await signIn(userId)).list(), 401, "general_unauthorized_scope");
	});
});

describe("a user is refused", () => {
	test("with an id that is taken: 409", async () => {
		const { userId } = await makeUser();
		const again = users.create({ userId, email: `${ID.unique()}@example.com`, password: "a good password" });
		await refused(again, 409, "user_already_exists");
	});

	test.each([
		["an e-mail that is none", { email: "nobody" }],
		["a short password", { password: "short" }],
	])("with %s: 400", async (_what, wrong) => {
		const right = { userId: ID.unique(), email: `${ID.unique()}@example.com`, password: "a good password" };
		await refused(users.create({ ...right, ...wrong }), 400, "general_argument_invalid");
	});

	test("when they are not there: 404", async () => {
		await refused(users.get({ userId: "nowhere" }), 404, "user_not_found");
	});
});

describe("a user's rows", () => {
	let at: { databaseId: string; tableId: string };
	beforeAll(async () => {
		const permissions = [Permission.create(Role.users())];
		at = {
			databaseId: server.databaseId,
			tableId: await makeTable(server, { permissions, rowSecurity: true }),
		};
	});

	test("are theirs to read, update and delete where nothing else is said", async () => {
		const { userId } = await makeUser();
		const tables = new TablesDB(await signIn(userId));
		const { $permissions } = await tables.createRow({ ...at, rowId: ID.unique(), data: { name: "mine" } });
		const own = [Permission.read, Permission.update, Permission.delete].map((allow) =>
			allow(Role.user(userId)),
		);
		expect($permissions.toSorted()).toEqual(own.toSorted());
	});

	test("are not there for another user: 404, and not in their lists", async () => {
		const [one, other] = [await makeUser(), await makeUser()];
		const rowId = ID.unique();
		await new TablesDB(await signIn(one.userId)).createRow({ ...at, rowId, data: { name: "mine" } });
		const others = new TablesDB(await signIn(other.userId));
		await refused(others.getRow({ ...at, rowId }), 404, "row_not_found");
		expect(await others.listRows({ ...at, queries: [Query.equal("$id", [rowId])] })).toMatchObject({
			total: 0,
		});
	});

	test("can be read by a team, whose member one is by a server's word", async () => {
		const { userId } = await makeUser();
		const teams = new Teams(server.admin);
		const { $id: teamId } = await teams.create({ teamId: ID.unique(), name: "contract" });
		const permissions = [Permission.read(Role.team(teamId))];
		const { $id: rowId } = await server.tables.createRow({
			...at,
			rowId: ID.unique(),
			data: { name: "team" },
			permissions,
		});
		const tables = new TablesDB(await signIn(userId));
		await refused(tables.getRow({ ...at, rowId }), 404, "row_not_found");
		await teams.createMembership({ teamId, userId, roles: [] });
		expect(await tables.getRow({ ...at, rowId })).toMatchObject({ name: "team" });
		await teams.delete({ teamId });
	});
});
