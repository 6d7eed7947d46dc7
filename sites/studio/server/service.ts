import type { ConversationInput } from "../../../shared/video/conversation/conversation.ts";
import { SERVER_WORDS } from "../page/words.ts";
import { type Appwrite, asRecord, ServerError } from "./appwrite.ts";
import { forgetCookies } from "./fallback-cookies.ts";
import { COLUMNS, describeError, readJob, type VideoJob } from "./video-job.ts";

/** What the server says of a conversation, before it renders it. */
export type ServerQuote = {
	/** Null where the conversation has faults. */
	readonly cpuSeconds: { readonly expected: number; readonly low: number; readonly high: number } | null;
	/** In the words of the service: what is needed, and what is left of the month. */
	readonly budget: string;
	/** Why the server would not render it; null: it would. */
	readonly refusal: string | null;
};

/** Calls of chatreel's functions and tables. Each rejects with a ServerError. */
export type Service = {
	/** The e-mail of whom the session belongs to. Null: there is no session. */
	readonly findAccount: () => Promise<string | null>;
	readonly signIn: (email: string, password: string) => Promise<void>;
	readonly signOut: () => Promise<void>;
	readonly quote: (conversation: ConversationInput) => Promise<ServerQuote>;
	/** Has a video made. Resolves when the server has the job, under this id. */
	readonly requestVideo: (jobId: string, conversation: ConversationInput) => Promise<void>;
	/** The newest of the user. */
	readonly listJobs: () => Promise<readonly VideoJob[]>;
	readonly cancel: (jobId: string) => Promise<void>;
	readonly deleteVideo: (jobId: string) => Promise<void>;
};

const ROWS = "/tablesdb/chatreel/tables";

/** A created row holds about a million characters. Those with larger pictures go to the function, which takes ten times as many. */
const MOST_IN_ROW = 700_000;
const MOST_LISTED = 30;

export function createService({ send }: Pick<Appwrite, "send">): Service {
	/** Executes the function and waits for its answer. */
	const call = async (method: string, path: string, request?: object) => {
		const body = request === undefined ? "" : JSON.stringify(request);
		const execution = await send("POST", "/functions/render/executions", { body: { method, path, body } });
		const status = Number(execution["responseStatusCode"]);
		const answer = readJson(String(execution["responseBody"] ?? ""));
		if (status >= 200 && status < 300) return answer;
		throw new ServerError(describeError(answer) || SERVER_WORDS.failed(status), status);
	};
	return {
		findAccount: async () => {
			try {
				return String((await send("GET", "/account"))["email"]);
			} catch (error) {
				if (error instanceof ServerError && error.status === 401) return null;
				throw error;
			}
		},
		signIn: async (email, password) => {
			// Of another project or time: with it the server would refuse to begin one.
			forgetCookies();
			await send("POST", "/account/sessions/email", { body: { email, password } });
		},
		signOut: async () => {
			await send("DELETE", "/account/sessions/current");
			forgetCookies();
		},
		quote: async (conversation) => readQuote(await call("POST", "/quote", { conversation })),
		requestVideo: async (jobId, conversation) => {
			const text = JSON.stringify(conversation);
			if (text.length > MOST_IN_ROW) return void (await call("POST", "/", { conversation, jobId }));
			const body = { rowId: jobId, data: { conversation: text } };
			await send("POST", `${ROWS}/render_requests/rows`, { body });
		},
		listJobs: async () => {
			const { rows } = await send("GET", `${ROWS}/renders/rows`, {
				queries: [
					{ method: "isNull", attribute: "videoDeletedAt" },
					{ method: "orderDesc", attribute: "$createdAt" },
					{ method: "limit", values: [MOST_LISTED] },
					{ method: "select", values: ["$id", "$createdAt", ...COLUMNS] },
				],
			});
			return (Array.isArray(rows) ? rows : []).map((row) => readJob(asRecord(row)));
		},
		cancel: async (jobId) => void (await call("DELETE", `/jobs/${jobId}`)),
		deleteVideo: async (jobId) => void (await call("DELETE", `/jobs/${jobId}/video`)),
	};
}

function readQuote(answer: Readonly<Record<string, unknown>>): ServerQuote {
	const { valid, errors, quotedCpuSeconds: expected } = answer;
	const { low, high } = asRecord(answer["errorBand"]);
	const { allowed, message } = asRecord(answer["quota"]);
	const faults = describeError({ details: { faults: errors } });
	const budget = String(message ?? "");
	return {
		cpuSeconds:
			typeof expected === "number"
				? { expected, low: Number(low ?? expected), high: Number(high ?? expected) }
				: null,
		budget,
		refusal: valid !== true ? faults : allowed === false ? budget : null,
	};
}

/** An answer that is no JSON is that of a function that ended before it could answer. */
function readJson(text: string): Readonly<Record<string, unknown>> {
	try {
		return asRecord(JSON.parse(text));
	} catch {
		return {};
	}
}
