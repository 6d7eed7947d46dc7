import {
	Account,
	type Client,
	type ExecutionMethod,
	Functions,
	Client as NewClient,
	TablesDB,
	Users,
} from "node-appwrite";
import { isEnd, type Status } from "../../shared/service/jobs/states.ts";
import type { BundleServer, RawRow } from "./bundle-server.ts";

/** A conversation whose video is made in a moment. */
export const SHORT = {
	video: { width: 240, height: 426, durationSeconds: 1.5 },
	messages: [{ sender: "you", text: "Hi", timestamp: 0.5 }],
};

/** One whose video takes half a minute or more: the largest pictures, the slowest preset, and much to see. */
export const HEAVY = {
	theme: { name: "imessage-classic" },
	video: { width: 2160, height: 3840, fps: 60, preset: "slow", crf: 40 },
	messages: Array.from({ length: 50 }, (_, index) => ({
		sender: index % 2 === 0 ? "you" : "them",
		text: `${index} ${"A line of words that goes on and on, as if it had no end at all. ".repeat(4)}`,
	})),
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

/** Waits until a job's row is as wished, from event to event, and gives it. */
export async function jobWhen(
	server: BundleServer,
	jobId: string,
	isWished: (row: RawRow) => boolean,
	timeoutMs = 60_000,
): Promise<RawRow> {
	const seen = Promise.withResolvers<void>();
	const end = server.events.subscribe(({ path, payload }) => {
		const isIt = path[3] === "renders" && path[5] === jobId && isWished(payload as RawRow);
		if (isIt) seen.resolve();
	});
	const timer = setTimeout(() => seen.reject(new Error(`${jobId} is not as wished in time`)), timeoutMs);
	const present = async () => (await server.rowsOf("renders")).find(({ $id }) => $id === jobId);
	try {
		const row = await present();
		if (row !== undefined && isWished(row)) return row;
		await seen.promise;
		const then = await present();
		if (then === undefined) throw new Error(`There is no job ${jobId}`);
		return then;
	} finally {
		clearTimeout(timer);
		end();
	}
}

/** Waits until a job has its end, and gives its row. */
export function jobEnd(server: BundleServer, jobId: string, timeoutMs?: number): Promise<RawRow> {
	return jobWhen(server, jobId, (row) => isEnd(row["status"] as Status), timeoutMs);
}

/** A created row of `render_requests`, as an app creates it. */
export async function createRequest(
	client: Client,
	rowId: string,
	conversation: unknown = SHORT,
	options: object = {},
) {
	const place = { databaseId: "chatreel", tableId: "render_requests", rowId };
	const data = { conversation: JSON.stringify(conversation), options: JSON.stringify(options) };
	return new TablesDB(client).createRow({ ...place, data });
}
