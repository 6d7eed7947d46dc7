import { isRecord } from "../../../shared/core/json.ts";
import { SERVER_WORDS } from "../page/words.ts";
import { readCookies, storeCookies } from "./fallback-cookies.ts";

// The few calls of Appwrite's REST API that the page makes. The web SDK does the same in ten times the bytes.

export type AppwriteAddress = { readonly endpoint: string; readonly projectId: string };

/** What a server refused, or that it was not reached. The message is for people, in the server's words where it has any. */
export class ServerError extends Error {
	override readonly name = "ServerError";
	/** Of HTTP; 0: no answer came. */
	readonly status: number;

	constructor(message: string, status: number, options?: ErrorOptions) {
		super(message, options);
		this.status = status;
	}
}

type Call = {
	readonly body?: unknown;
	/** Of a list. */
	readonly queries?: readonly object[];
};

/** A project of an Appwrite, as the user whose session the browser has. Every call rejects with a ServerError. */
export type Appwrite = {
	readonly address: AppwriteAddress;
	readonly send: (method: string, path: string, call?: Call) => Promise<Readonly<Record<string, unknown>>>;
	readonly getFile: (file: { readonly bucketId: string; readonly fileId: string }) => Promise<Blob>;
};

export function createAppwrite(address: AppwriteAddress): Appwrite {
	const { endpoint, projectId } = address;
	const ask = async (method: string, path: string, { body, queries = [] }: Call = {}) => {
		const url = new URL(`${endpoint}${path}`);
		for (const [at, query] of queries.entries())
			url.searchParams.append(`queries[${at}]`, JSON.stringify(query));
		const cookies = readCookies();
		const response = await fetch(url, {
			method,
			credentials: "include",
			headers: {
				"x-appwrite-project": projectId,
				...(cookies === null ? {} : { "x-fallback-cookies": cookies }),
				...(body === undefined ? {} : { "content-type": "application/json" }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		}).catch((cause: unknown) => {
			throw new ServerError(navigator.onLine ? SERVER_WORDS.lost(url.host) : SERVER_WORDS.offline, 0, {
				cause,
			});
		});
		storeCookies(response.headers.get("x-fallback-cookies"));
		if (response.ok) return response;
		const refusal = asRecord(await response.json().catch(() => null));
		const message = refusal["message"];
		throw new ServerError(
			typeof message === "string" ? message : SERVER_WORDS.failed(response.status),
			response.status,
		);
	};
	return {
		address,
		send: async (method, path, call) => {
			const text = await (await ask(method, path, call)).text();
			return asRecord(text === "" ? {} : JSON.parse(text));
		},
		getFile: async ({ bucketId, fileId }) =>
			(await ask("GET", `/storage/buckets/${bucketId}/files/${fileId}/view`)).blob(),
	};
}

export const asRecord = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
