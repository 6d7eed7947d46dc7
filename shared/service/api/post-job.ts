import { toChatreelError } from "../../core/errors.ts";
import { fitsLeftOver, renderHere, takeSlot, withPrepared } from "../attempt/run-when-slot-free.ts";
import type { Caller } from "../caller.ts";
import { acceptJob, idTaken, readersOf } from "../jobs/accept.ts";
import { tellingJob } from "../jobs/answers.ts";
import { failUntried } from "../jobs/fail-before-attempt.ts";
import { hasEnded, type Job } from "../jobs/job.ts";
import { answerOf, maySee, requireJob } from "../jobs/job-answer.ts";
import { ownerOf } from "../jobs/owner.ts";
import { askerOf, type Planning, unshared } from "../quote/planning.ts";
import { engineVersionOf, type Prepared } from "../quote/prepare.ts";
import { parseRequest, type RenderRequest, storedRequest } from "../quote/request.ts";
import type { Answer, Surroundings } from "../service-ports.ts";

/**
 * `POST /`. One that was asked for before is the same job: its result, or 202 and where it stands. A job that was not named has
 * the id of its execution, which is all that an asynchronous caller is answered.
 */
export async function postJob(body: string, caller: Caller, surroundings: Surroundings): Promise<Answer> {
	const { ports, execution } = surroundings;
	const request = unshared(ports, () => parseRequest(body, ports.maxMessages, ports.webhookProblem));
	const { jobId: given, webhook } = request.options;
	const jobId = given ?? execution.id;
	const { text, hash } = await storedRequest(request);
	const asked = {
		...{ jobId, request: text, requestHash: hash, requestId: null, target: "bucket" as const, webhook },
		userId: caller.kind === "user" ? caller.userId : null,
		engineVersion: engineVersionOf(ports.engine),
	};
	// Before any plan: what became of it does not depend on what such a video is expected to cost by now.
	if (!(await isFree(jobId, caller, surroundings))) return answerOf(await acceptJob(ports.store, asked));
	return withPrepared(askerOf(caller), request, surroundings, async (prepared, planning) => {
		const job = await acceptJob(ports.store, asked);
		return renderOrQueue(job, request, prepared, planning, surroundings).catch(async (thrown) => {
			// Nobody asks again for a job that they did not name: the next execution is another job, and this one is not to be made
			// too. Where they named it, they ask again, and the sweep starts it if they do not.
			const isOver = given === undefined && !hasEnded(await requireJob(ports.store, jobId));
			const error = toChatreelError(thrown);
			if (isOver) await failUntried(job, error, ports, execution.id);
			throw tellingJob(error, jobId);
		});
	});
}

/** Whether nobody has a job of this id. Rejects with CONFLICT where another's row waits to become one. */
async function isFree(jobId: string, caller: Caller, { ports }: Surroundings): Promise<boolean> {
	if ((await ports.store.find("jobs", jobId, [])) !== null) return false;
	const row = await ports.store.find("requests", jobId, ["permissions"]);
	if (row !== null && !maySee(caller, ownerOf(row))) throw idTaken(jobId);
	return true;
}

/** Rendered here where there is a slot and time for it, or `wait` is asked for; else by the event of a row. */
async function renderOrQueue(
	job: Job,
	{ conversation, options }: RenderRequest,
	prepared: Prepared,
	planning: Planning,
	surroundings: Surroundings,
): Promise<Answer> {
	const { ports, execution } = surroundings;
	const { upperMs } = prepared.quote;
	const isPatient = options.wait === true;
	const syncLeftMs = () => ports.syncMs - (ports.nowMs() - execution.startedMs);
	const patienceMs = Math.min(ports.slotWaitMs, Math.max(0, syncLeftMs()));
	const slot = await takeSlot(isPatient ? Infinity : patienceMs, job.userId, surroundings);
	if (slot !== null) {
		try {
			const hasTime = slot.isFresh || fitsLeftOver(prepared, execution);
			if (hasTime && (isPatient || upperMs <= syncLeftMs()))
				return await renderHere(job, prepared, planning, surroundings);
		} finally {
			slot.release();
		}
	}
	const { maxCpuSeconds, webhook } = options;
	const rest = JSON.stringify({ maxCpuSeconds, webhook });
	const permissions = readersOf(job.userId);
	await ports.store.create("requests", [
		{ id: job.id, permissions, conversation: JSON.stringify(conversation), options: rest },
	]);
	return answerOf(job);
}
