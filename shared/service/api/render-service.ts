import { ChatreelError } from "../../core/errors.ts";
import { drainQueue } from "../attempt/process-queue.ts";
import { renderInTurn } from "../attempt/run-when-slot-free.ts";
import type { Caller } from "../caller.ts";
import { stateOf, unbegunState } from "../jobs/answers.ts";
import { webhooksOf } from "../jobs/end-webhook.ts";
import { hasEnded } from "../jobs/job.ts";
import { answerOf, findJob, maySee, notFound } from "../jobs/job-answer.ts";
import { isRowId } from "../jobs/job-id.ts";
import { ownerOf } from "../jobs/owner.ts";
import { readStoredRequest } from "../quote/request.ts";
import type { Answer, Execution, ServicePorts, Surroundings } from "../service-ports.ts";
import type { Row } from "../tables.ts";
import { renderRow } from "./accept-row.ts";
import { cancel } from "./cancel-job.ts";
import { postJob } from "./post-job.ts";

/** What the render function does, for one execution. Each of its parts rejects with a ChatreelError. */
export function createRenderService(ports: ServicePorts, execution: Execution) {
	const surroundings: Surroundings = { ports, execution };
	return {
		/** `POST /`. */
		post: (body: string, caller: Caller) => postJob(body, caller, surroundings),

		/** The event of a created row. */
		renderCreated: (row: Row<"requests">, userId: string | null) => renderRow(row, userId, surroundings),

		/** `GET /jobs/:id`. */
		state: (id: string, caller: Caller) => stateFor(id, caller, surroundings),

		/** `DELETE /jobs/:id`. */
		cancel: (id: string, caller: Caller) => cancel(id, caller, surroundings),

		/** `POST /jobs/:id/run`. */
		run: (id: string) => runJob(id, surroundings),

		/** Renders what is queued. For executions that nobody waits for. */
		drain: () => drainQueue(surroundings),
	};
}

/** One's own; a service caller sees all. A foreign job is not there. */
async function stateFor(id: string, caller: Caller, { ports }: Surroundings): Promise<Answer> {
	const job = await findJob(ports.store, id);
	if (job !== null) {
		if (!maySee(caller, job.userId)) throw notFound(id);
		return { status: 200, body: { ...stateOf(job), webhooks: await webhooksOf(ports.store, job) } };
	}
	const request = isRowId(id) ? await ports.store.find("requests", id, ["permissions"]) : null;
	if (request === null || !maySee(caller, ownerOf(request))) throw notFound(id);
	return { status: 200, body: unbegunState(id) };
}

/** An accepted job without a live lease, also one whose event was never delivered. */
async function runJob(id: string, surroundings: Surroundings): Promise<Answer> {
	const { store } = surroundings.ports;
	const job = await findJob(store, id);
	if (job?.target === "local") {
		throw new ChatreelError(
			"CONFLICT",
			"This job is a command's, and its video goes to that command's disk.",
		);
	}
	if (job !== null && hasEnded(job)) return answerOf(job);
	if (job !== null && job.request !== "") {
		return renderInTurn(job, readStoredRequest(job.request), surroundings);
	}
	const rowId = job?.requestId ?? id;
	const request = isRowId(rowId) ? await store.find("requests", rowId) : null;
	if (request === null) throw notFound(id);
	return renderRow(request, ownerOf(request), surroundings);
}
