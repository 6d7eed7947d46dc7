import { describe, expect, test } from "vitest";
import type { Manifest } from "../../../scripts/batch-command/manifest.ts";
import type { BatchItem } from "../../../scripts/batch-command/read-items.ts";
import type { CallFunction } from "../../../scripts/batch-command/remote-batch.ts";
import { renderRemote } from "../../../scripts/batch-command/render-remote.ts";
import { ChatreelError } from "../../../shared/core/errors.ts";
import type { JsonObject } from "../../../shared/core/json.ts";
import { type ItemDetail, type ItemStatus, summarize } from "../../../shared/service/batch/batch-summary.ts";
import { checkConversation } from "../../../shared/video/conversation/parse.ts";

function item(name: string, text: string | null): BatchItem {
	const common = { name, output: `${name}.mp4`, place: name, picturesDir: "." };
	if (text === null) return { ...common, conversation: null, faults: ["messages: expected some"] };
	const checked = checkConversation({ messages: [{ sender: "you", text }] }, { maxMessages: 50 });
	if (!checked.ok) throw new Error("no conversation");
	return { ...common, conversation: checked.conversation, faults: [] };
}

type Sent = { readonly batchId: string; readonly texts: readonly string[] };

/** As far as `POST /batch` and `GET /batches/:id` go; `end` says how each job stands when it is asked of. */
function server(end: (text: string, looks: number, batch: number) => ItemStatus) {
	const batches = new Map<string, readonly string[]>();
	const posted: Sent[] = [];
	/** Called before each call, and after what a POST has done; what they throw is a lost question or answer. */
	const hooks: { before?: (method: string) => void; after?: (method: string) => void; partly?: boolean } = {};
	let looks = 0;
	const answer = (status: number, batchId: string) => {
		const nth = [...batches.keys()].indexOf(batchId);
		const texts = batches.get(batchId) ?? [];
		const details = texts.map((text, index): ItemDetail => {
			const item = { index, jobId: `${batchId}-${index}`, status: end(text, looks, nth) };
			return item.status === "completed" ? { ...item, result: { jobId: item.jobId, fileId: "f" } } : item;
		});
		const more = hooks.partly === true && status === 202 ? { unfinished: "more" } : {};
		return { status, body: { ...summarize(details), ...more } as unknown as JsonObject };
	};
	const call: CallFunction = async ({ method, path, body = "" }) => {
		hooks.before?.(method);
		looks += 1;
		if (method === "GET") {
			const batchId = path.split("/").at(-1) ?? "";
			return batches.has(batchId)
				? answer(200, batchId)
				: { status: 404, body: { message: "No such batch." } };
		}
		const { batchId, conversations } = JSON.parse(body);
		const texts = conversations.map((each: { messages: { text: string }[] }) => each.messages[0]?.text);
		posted.push({ batchId, texts });
		const before = batches.get(batchId);
		if (before !== undefined && before.join() !== texts.join())
			return { status: 409, body: { message: "The id is taken." } };
		batches.set(batchId, texts);
		hooks.after?.(method);
		return answer(202, batchId);
	};
	return { call, posted, hooks };
}

/** `saved` is what the disk has. */
function command(call: CallFunction, signal = new AbortController().signal) {
	let saved = JSON.stringify({ version: 2, done: {}, sent: null } satisfies Manifest);
	let waits = 0;
	const run = async (items: readonly BatchItem[], isStill = signal) => {
		const manifest: Manifest = JSON.parse(saved);
		const save = () => {
			const before = saved;
			saved = JSON.stringify(manifest);
			return () => {
				saved = before;
			};
		};
		const board = { set: () => {}, end: () => {} };
		const wait = async () => {
			waits += 1;
			if (waits > 100) throw new Error("waits for ever");
			isStill.throwIfAborted();
		};
		return renderRemote(items, { call, board, manifest, save, signal: isStill, wait });
	};
	return { run, saved: (): Manifest => JSON.parse(saved), waits: () => waits };
}

const statuses = (details: readonly ItemDetail[]) => details.map(({ status }) => status);

describe("npm run batch -- --remote --resume", () => {
	test("sends a corrected conversation as a batch of its own, and nothing that is made", async () => {
		const { call, posted } = server(() => "completed");
		const { run } = command(call);
		const first = await run([item("a", "A"), item("b", null), item("c", "C")]);
		expect(statuses(first.summary.details)).toEqual(["completed", "refused", "completed"]);
		const corrected = [item("a", "A"), item("b", "B"), item("c", "C")];
		const second = await run(corrected);
		expect([second.problem, statuses(second.summary.details)]).toEqual([null, Array(3).fill("completed")]);
		expect(posted.map(({ texts }) => texts)).toEqual([["A", "C"], ["B"]]);
		expect(posted[0]?.batchId).not.toBe(posted[1]?.batchId);
		expect((await run(corrected)).summary.details).toEqual(second.summary.details);
		expect(posted).toHaveLength(2);
	});

	test("sends again what was skipped or failed, once the batch before has ended", async () => {
		const { call, posted } = server((text, _, batch) =>
			batch > 0 || text === "A" ? "completed" : text === "B" ? "skipped" : "failed",
		);
		const { run } = command(call);
		const items = [item("a", "A"), item("b", "B"), item("c", "C")];
		expect(statuses((await run(items)).summary.details)).toEqual(["completed", "skipped", "failed"]);
		expect(statuses((await run(items)).summary.details)).toEqual(Array(3).fill("completed"));
		expect(posted.map(({ texts }) => texts)).toEqual([
			["A", "B", "C"],
			["B", "C"],
		]);
	});

	test("follows the batch that is still running to its end, and only then sends what is new", async () => {
		let isOver = false;
		const { call, posted, hooks } = server(() => (isOver ? "completed" : "running"));
		const stop = new AbortController();
		const { run } = command(call);
		hooks.after = () => stop.abort();
		const first = await run([item("a", "A")], stop.signal);
		expect([first.problem, statuses(first.summary.details)]).toEqual([null, ["running"]]);
		let looks = 0;
		hooks.after = () => {};
		hooks.before = (method) => {
			if (method === "POST") expect(isOver).toBe(true);
			looks += 1;
			isOver = looks > 4;
		};
		const { summary } = await run([item("a", "A"), item("b", "B")]);
		expect(statuses(summary.details)).toEqual(["completed", "completed"]);
		expect(posted.map(({ texts }) => texts)).toEqual([["A"], ["B"]]);
	});

	test("continues to send a batch that the server has in part, with the same id", async () => {
		const { call, posted, hooks } = server((_, looks) => (looks > 3 ? "completed" : "queued"));
		const stop = new AbortController();
		const { run, saved } = command(call);
		hooks.partly = true;
		hooks.after = () => stop.abort();
		await run([item("a", "A"), item("b", "B")], stop.signal);
		expect(saved().sent).toMatchObject({ isTaken: false, jobs: [{ name: "a" }, { name: "b" }] });
		Object.assign(hooks, { partly: false, after: () => {} });
		const { summary } = await run([item("a", "A"), item("b", "B")]);
		expect(summary.completed).toBe(2);
		expect(posted).toEqual([posted[0], posted[0]]);
	});

	test("keeps a batch whose answer was lost for good, and uses no id twice for other content", async () => {
		const { call, posted, hooks } = server(() => "running");
		const { run, saved } = command(call);
		hooks.after = () => {
			throw new ChatreelError("DEPENDENCY_ERROR", "gone", { retryable: true });
		};
		const { problem, summary } = await run([item("a", "A")]);
		expect([problem, summary.queued]).toMatchObject([{ kind: "DEPENDENCY_ERROR" }, 1]);
		expect(new Set(posted.map(({ batchId }) => batchId))).toEqual(new Set([saved().sent?.batchId]));
		// The server answers again; what it runs is no longer in the files as it was sent.
		hooks.after = () => {};
		const before = posted.length;
		const again = await run([item("a", "another")]);
		expect(again.problem).toMatchObject({ kind: "CONFLICT" });
		expect(posted).toHaveLength(before);
	});

	test("keeps its record of the batch before when the server turns out to have one with that id", async () => {
		const { call, hooks } = server(() => "running");
		const { run, saved } = command(call);
		hooks.before = () => {
			throw new ChatreelError("DEPENDENCY_ERROR", "away", { retryable: true });
		};
		await run([item("a", "A")]);
		const sent = saved().sent;
		// It arrives between the question and what is sent next.
		hooks.before = (method) => {
			hooks.before = () => {};
			if (method === "GET") hooks.before = () => late(sent?.batchId ?? "");
		};
		const late = (batchId: string) => {
			hooks.before = () => {};
			const conversations = [item("a", "A").conversation];
			void call({ method: "POST", path: "/batch", body: JSON.stringify({ batchId, conversations }) });
			throw new ChatreelError("DEPENDENCY_ERROR", "lost", { retryable: true });
		};
		const { problem } = await run([item("a", "A"), item("b", "B")]);
		expect([problem, saved().sent]).toMatchObject([{ kind: "CONFLICT" }, sent ?? {}]);
	});

	test("leaves batch.json unchanged when the server refuses the first request", async () => {
		const { call } = server(() => "completed");
		const { run, saved } = command((request) =>
			request.method === "POST" ? Promise.resolve({ status: 401, body: { message: "Who?" } }) : call(request),
		);
		const before = saved();
		expect((await run([item("a", "A")])).problem).toMatchObject({ kind: "UNAUTHENTICATED", message: "Who?" });
		expect(saved()).toEqual(before);
	});
});

describe("npm run batch -- --remote", () => {
	test.each([
		["a lost answer", new ChatreelError("DEPENDENCY_ERROR", "lost", { retryable: true })],
		["503", { status: 503, body: {} }],
		["429", { status: 429, body: {} }],
		["what is no state", { status: 200, body: {} }],
	])("retries either call after %s", async (_, bad) => {
		const { call, posted } = server((_text, looks) => (looks > 2 ? "completed" : "running"));
		const seen = new Map<string, number>();
		const { run } = command(async (request) => {
			const answer = await call(request);
			const times = (seen.get(request.method) ?? 0) + 1;
			seen.set(request.method, times);
			if (times > 2) return answer;
			if (bad instanceof Error) throw bad;
			return bad;
		});
		const { problem, summary } = await run([item("a", "A")]);
		expect([problem, summary.completed]).toEqual([null, 1]);
		expect(posted).toEqual([posted[0], posted[0], posted[0]]);
	});

	test("gives up at last with the last known state, and the reason", async () => {
		const { call, hooks } = server((text) => (text === "A" ? "completed" : "running"));
		const { run, waits } = command(call);
		hooks.before = (method) => {
			if (method === "GET") throw new ChatreelError("DEPENDENCY_ERROR", "away", { retryable: true });
		};
		const { problem, summary } = await run([item("a", "A"), item("b", "B")]);
		expect(problem).toMatchObject({ kind: "DEPENDENCY_ERROR", message: "away" });
		expect(statuses(summary.details)).toEqual(["completed", "running"]);
		expect(waits()).toBe(12);
	});

	test.each([
		[400, "INVALID_INPUT"],
		[403, "FORBIDDEN"],
		[404, "NOT_FOUND"],
		[429, "DEPENDENCY_ERROR"],
	])("a %i becomes %s with the server's message", async (status, kind) => {
		const { run } = command(() => Promise.resolve({ status, body: { message: "Thus." } }));
		expect((await run([item("a", "A")])).problem).toMatchObject({ kind, message: "Thus." });
	});
});
