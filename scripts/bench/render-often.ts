// Renders one conversation again and again in one function's process, and tells what stays in memory: a line of JSON for each
// report. Started by `memory.ts` with --expose-gc, and an environment as the platform sets it.
import { createRequire } from "node:module";
import v8 from "node:v8";

type Plan = {
	readonly entrypoint: string;
	readonly body: string;
	readonly apiKey: string;
	readonly serviceKey: string;
	readonly reportAfter: readonly number[];
};

const plan: Plan = JSON.parse(process.argv[2] ?? "{}");
const { default: main } = createRequire(import.meta.url)(plan.entrypoint);
const Timeout = setTimeout(() => {}, 0).constructor;
const count = (kind: unknown) => v8.queryObjects(kind as () => void, { format: "count" });

for (let done = 1; done <= Math.max(...plan.reportAfter); done++) {
	await main(contextOf(done));
	if (plan.reportAfter.includes(done)) await report(done);
}

function contextOf(number: number) {
	const headers = {
		"x-appwrite-trigger": "http",
		"x-appwrite-execution-id": `often-${number}`,
		// As long as the platform's own: each execution has another.
		"x-appwrite-key": plan.apiKey,
		"x-own": `${number}`.repeat(1000),
		"x-chatreel-key": plan.serviceKey,
		"content-type": "application/json",
	};
	return {
		req: {
			method: "POST",
			path: "/",
			bodyText: plan.body,
			bodyBinary: Buffer.from(plan.body),
			query: {},
			headers,
		},
		res: {
			text: (body: string, status: number) => {
				if (status !== 200) throw new Error(`Render ${number} was answered ${status}: ${body}`);
			},
		},
		log: () => {},
		error: (text: string) => process.stderr.write(`${text}\n`),
	};
}

async function report(renders: number): Promise<void> {
	// What ends a turn later is gone, and what is held by a finaliser too.
	for (let turn = 0; turn < 4; turn++) {
		await new Promise((resolve) => setTimeout(resolve, 100));
		globalThis.gc?.();
	}
	const { heapUsed, external, rss } = process.memoryUsage();
	const objects = {
		AbortSignal: count(AbortSignal),
		Timeout: count(Timeout),
	};
	process.stdout.write(`${JSON.stringify({ renders, heapUsed, external, rss, objects })}\n`);
}
