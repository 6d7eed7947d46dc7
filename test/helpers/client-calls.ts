import {
	Account,
	type Client,
	type ExecutionMethod,
	Functions,
	Client as NewClient,
	Users,
} from "node-appwrite";
import { vi } from "vitest";
import type { Row } from "../../shared/core/rows.ts";
import type { BundleServer } from "./bundle-server.ts";

/** A conversation whose video is made in a moment. */
export const SHORT = {
	video: { width: 240, height: 426, durationSeconds: 1.5 },
	messages: [{ sender: "you", text: "Hi", timestamp: 0.5 }],
};

export type User = {
	readonly id: string;
	/** With a session, as a logged-in app has it. */
	readonly client: Client;
	readonly jwt: string;
	/** With a JWT instead, as a server that acts for a user has it. */
	readonly byJwt: Client;
};

export function guestOf(server: BundleServer): Client {
	return new NewClient().setEndpoint(server.endpoint).setProject(server.projectId);
}

export async function signUp(server: BundleServer): Promise<User> {
	const users = new Users(server.admin);
	const { $id: id } = await users.create({ userId: "unique()" });
	const { secret } = await users.createSession({ userId: id });
	const client = guestOf(server).setSession(secret);
	const { jwt } = await new Account(client).createJWT();
	return { id, client, jwt, byJwt: guestOf(server).setJWT(jwt) };
}

export type Asked = {
	readonly method?: string;
	readonly path?: string;
	readonly body?: unknown;
	readonly headers?: Record<string, string>;
	readonly functionId?: string;
};

/** A synchronous execution, with its answer read. */
export async function ask(client: Client, asked: Asked = {}) {
	const { method = "POST", path = "/", body, headers = {}, functionId = "render" } = asked;
	const execution = await new Functions(client).createExecution({
		functionId,
		body: typeof body === "string" ? body : JSON.stringify(body ?? {}),
		async: false,
		xpath: path,
		method: method as ExecutionMethod,
		headers,
	});
	const { responseStatusCode: status, responseBody, responseHeaders } = execution;
	return { status, body: JSON.parse(responseBody || "null"), headers: responseHeaders, execution };
}

/** Waits until a job has its end, and gives its row. */
export async function jobEnd(server: BundleServer, jobId: string, timeout = 60_000): Promise<Row> {
	let row: Row | undefined;
	const hasEnded = async () => {
		row = (await server.rowsOf("renders")).find(({ $id }) => $id === jobId);
		return ["completed", "failed", "cancelled", "skipped"].includes(String(row?.["status"]));
	};
	await vi.waitUntil(hasEnded, { timeout, interval: 100 });
	if (row === undefined) throw new Error(`There is no job ${jobId}`);
	return row;
}
