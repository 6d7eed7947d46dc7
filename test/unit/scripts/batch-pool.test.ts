import type { ChildProcess } from "node:child_process";
import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { openRenderPool } from "../../../scripts/batch-command/render-pool.ts";
import { checkConversation } from "../../../shared/video/conversation/parse.ts";

const checked = checkConversation({ messages: [{ sender: "you", text: "Hi" }] }, { maxMessages: 50 });
if (!checked.ok) throw new Error("no conversation");
const item = {
	jobId: "item",
	conversation: checked.conversation,
	outputPath: "out.mp4",
	picturesDir: ".",
};
const options = { signal: new AbortController().signal, onProgress: () => {} };

/** A process as far as the pool uses one; it answers each render with its own number. */
class Worker extends EventEmitter {
	connected = true;
	exitCode: number | null = null;
	signalCode: string | null = null;
	isDeaf = false;
	readonly number: number;

	constructor(number: number) {
		super();
		this.number = number;
	}
	send(_: object, callback: (error: Error | null) => void) {
		if (this.isDeaf) callback(new Error("EPIPE"));
		else this.emit("message", { kind: "made", result: this.number });
	}
	disconnect() {
		this.exitCode = 0;
		queueMicrotask(() => this.emit("exit", 0, null));
	}
}

function pool() {
	const workers: Worker[] = [];
	const start = () => {
		const worker = new Worker(workers.length);
		workers.push(worker);
		return worker as unknown as ChildProcess;
	};
	return { workers, ...openRenderPool("data", 1000, start) };
}

describe("a pool of render processes", () => {
	test("uses a process again, and ends all", async () => {
		const { workers, render, close } = pool();
		expect([await render(item, options), await render(item, options)]).toEqual([0, 0]);
		await close();
		expect(workers.map(({ exitCode }) => exitCode)).toEqual([0]);
	});

	test.each([
		["was killed", { signalCode: "SIGKILL" }],
		["ended", { exitCode: 1 }],
		["hangs up", { connected: false }],
	])("replaces a process that %s while it was idle", async (_, how) => {
		const { workers, render } = pool();
		await render(item, options);
		Object.assign(workers[0] ?? {}, { ...how, isDeaf: true });
		expect(await render(item, options)).toBe(1);
	});

	test("fails a render that cannot be sent to its process", async () => {
		const { workers, render } = pool();
		await render(item, options);
		Object.assign(workers[0] ?? {}, { isDeaf: true });
		await expect(render(item, options)).rejects.toMatchObject({ kind: "RENDER_FAILED" });
	});
});
