import { deploymentNotFound } from "../deployments/deployments.ts";
import { badArgument, Fault } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Call, Reply, Route } from "../http/router.ts";
import { rolesOf } from "../identity/caller.ts";
import { allows, unauthorized } from "../identity/permissions.ts";
import { signToken } from "../identity/tokens.ts";
import type { Parts } from "../parts.ts";
import { type Asked, type Execution, executionNotFound, NOTHING, presentExecution } from "./execution.ts";
import { type AppwriteFunction, functionNotFound } from "./functions.ts";
import { requireAllowedHeaders } from "./request-headers.ts";

/** `syncLimitMs`: a synchronous execution is given up after it; what it started works on. */
export function executionRoutes(parts: Parts, syncLimitMs: number): readonly Route[] {
	const { functions, executor } = parts;
	const { executions } = executor;
	/** One that is not enabled is there for servers alone. */
	const functionOf = ({ params, caller }: Call): AppwriteFunction => {
		const made = functions.get(params["functionId"] ?? "");
		if (!made.enabled && caller.kind !== "key") throw functionNotFound();
		return made;
	};
	const list = "/functions/:functionId/executions";
	const executionOf = (call: Call): Execution => {
		const execution = executions.get(functionOf(call).$id, call.params["executionId"] ?? "");
		if (!allows(execution.permissions, "read", call.caller)) throw executionNotFound();
		return execution;
	};
	return [
		{
			method: "GET",
			path: list,
			scope: "execution.read",
			handle: (call) => {
				const all = executions
					.list(functionOf(call).$id)
					.filter(({ permissions }) => allows(permissions, "read", call.caller))
					.map((execution) => presentTo(call, execution));
				return listReply("executions", all, call);
			},
		},
		{
			method: "GET",
			path: `${list}/:executionId`,
			scope: "execution.read",
			handle: (call) => ({ status: 200, body: presentTo(call, executionOf(call)) }),
		},
		{
			method: "POST",
			path: list,
			scope: "execution.write",
			handle: (call) => execute(parts, functionOf(call), call, syncLimitMs),
		},
	];
}

async function execute(
	parts: Parts,
	made: AppwriteFunction,
	call: Call,
	syncLimitMs: number,
): Promise<Reply> {
	const { executor, now } = parts;
	const { caller, body } = call;
	const isAsync = body["async"] === true;
	const scheduledAt = scheduledAtOf(body["scheduledAt"], isAsync, now());
	const asked = askedBy(parts, made, call, isAsync);
	const deployment = executor.activeOf(made);
	if (deployment === null) {
		throw deploymentNotFound("Deployment not found. Create a deployment before trying to execute a function");
	}
	if (!allowsExecution(made, call)) throw unauthorized();
	if (scheduledAt !== null) {
		// A scheduled execution knows its user, and has no JWT of theirs.
		const later = { ...asked, trigger: "schedule", jwt: "" } as const;
		return { status: 202, body: presentTo(call, executor.schedule(made, later, caller, scheduledAt)) };
	}
	if (isAsync) return { status: 202, body: presentTo(call, executor.start(made, asked, caller)) };
	const done = await executor.call(made, deployment, asked, caller, syncLimitMs);
	if (done !== null) {
		const { execution, result } = done;
		return { status: 201, body: { ...presentTo(call, execution), responseBody: result.body.toString() } };
	}
	throw new Fault(
		408,
		"function_synchronous_timeout",
		"Synchronous function execution timed out. Use asynchronous execution instead, or ensure the execution duration doesn't exceed 30 seconds.",
	);
}

function allowsExecution({ execute: roles }: AppwriteFunction, { caller }: Call): boolean {
	return caller.kind === "key" || rolesOf(caller).some((role) => roles.includes(role));
}

/** At least a minute from now, at a whole minute, and only asynchronously. */
function scheduledAtOf(given: unknown, isAsync: boolean, nowMs: number): string | null {
	if (typeof given !== "string") return null;
	if (!isAsync) {
		throw badRequest(
			"Scheduled executions must run asynchronously. Set scheduledAt to a future date, or set async to true.",
		);
	}
	const ms = Date.parse(given);
	if (ms % 60_000 === 0 && ms - nowMs > 60_000) return given;
	throw badRequest("Execution schedule must be a valid date, and at least 1 minute from now");
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"];

function askedBy(
	{ executor, credentials }: Parts,
	made: AppwriteFunction,
	call: Call,
	isAsync: boolean,
): Asked {
	const { method = "POST", headers } = call.body;
	const body = textOf(call, "body", "", MAX_BODY_CHARACTERS);
	const path = textOf(call, "path", "/", MAX_PATH_CHARACTERS);
	if (!METHODS.includes(String(method))) {
		throw badArgument(`Invalid \`method\` param: Value must be one of (${METHODS.join(", ")})`);
	}
	const { caller, session } = call;
	const userId = caller.kind === "user" ? caller.userId : "";
	// A client with a JWT of its own gets another for its function only where the execution is asynchronous.
	const hasJwt = caller.kind === "user" && (isAsync || (call.headers["x-appwrite-jwt"] ?? "") === "");
	const claims = { kind: "user" as const, userId, ...(session === null ? {} : { sessionId: session.id }) };
	return {
		...NOTHING,
		trigger: "http",
		method: String(method),
		path,
		headers: requireAllowedHeaders(headers),
		body: Buffer.from(body).toString("base64"),
		userId,
		jwt: hasJwt
			? signToken({ ...claims, expiresAtMs: executor.tokenEndMs(made) }, credentials.tokenSecret)
			: "",
	};
}

/** Of what is sent to a function (Functions/Http/Executions/Create.php). */
const MAX_BODY_CHARACTERS = 10_485_760;
const MAX_PATH_CHARACTERS = 2048;

function textOf({ body }: Call, param: string, fallback: string, maxCharacters: number): string {
	const text = body[param] ?? fallback;
	if (typeof text === "string" && text.length <= maxCharacters) return text;
	throw badArgument(
		`Invalid \`${param}\` param: Value must be a valid string and no longer than ${maxCharacters} chars`,
	);
}

/** Whoever is no server does not see the logs. */
function presentTo({ caller }: Call, execution: Execution) {
	return presentExecution(caller.kind === "key" ? execution : { ...execution, logs: "", errors: "" });
}

const badRequest = (message: string) => new Fault(400, "general_bad_request", message);
