import { ID, Project } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "../helpers/until.ts";
import { connect, type Server } from "./connect.ts";

let server: Server;
beforeAll(async () => {
	server = await connect();
});
afterAll(() => server.end());

/** What a page of this origin is answered that asks who is logged in: 401 where it may ask. */
async function askedBy(origin: string) {
	const { endpoint, project } = server.admin.config;
	const headers = { origin, "x-appwrite-project": String(project) };
	const answer = await fetch(`${endpoint}/account`, { headers });
	const { type } = (await answer.json()) as { readonly type: string };
	return [answer.status, type, answer.headers.get("access-control-allow-origin")];
}

const MAY = [401, "general_unauthorized_scope"];
const MAY_NOT = [403, "general_unknown_origin"];

describe("a page may call", () => {
	test("from localhost, at any port, and not from 127.0.0.1", async () => {
		for (const origin of ["http://localhost", "http://localhost:8000"])
			expect(await askedBy(origin)).toEqual([...MAY, origin]);
		expect((await askedBy("http://127.0.0.1:8000")).slice(0, 2)).toEqual(MAY_NOT);
	});

	test("from a host once it is a Web platform, which an API key can make, and no longer", async () => {
		const hostname = `${ID.unique()}.example.com`;
		const origin = `https://${hostname}`;
		expect((await askedBy(origin)).slice(0, 2)).toEqual(MAY_NOT);
		const project = new Project(server.admin);
		const platformId = ID.unique();
		await project.createWebPlatform({ platformId, name: "chatreel contract", hostname });
		// A server keeps what it knows of a project for a moment.
		await until(async () => (await askedBy(origin))[0] === MAY[0]);
		expect(await askedBy(origin)).toEqual([...MAY, origin]);
		expect((await askedBy(`https://other.${hostname}`)).slice(0, 2)).toEqual(MAY_NOT);
		await project.deletePlatform({ platformId });
		await until(async () => (await askedBy(origin))[0] === MAY_NOT[0]);
	});
});
