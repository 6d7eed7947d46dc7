import { getUserId, listRoles } from "../auth/caller.ts";
import { unauthorized } from "../auth/permissions.ts";
import type { Credentials } from "../auth/resolve-caller.ts";
import { signToken } from "../auth/tokens.ts";
import { deploymentNotFound, findActiveDeployment } from "../deployments/deployments.ts";
import { type AppwriteFunction, requireEnabled } from "../functions/functions.ts";
import { ApiError, badRequest, invalidParam } from "../http/api-error.ts";
import { accepted, type Call, created, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { EMPTY_REQUEST, type ExecutionRequest, presentExecution } from "./executions.ts";
import { type Executor, tokenEndMs } from "./executor.ts";
import { requireAllowedHeaders } from "./request-headers.ts";

type Needs = { readonly store: Store; readonly credentials: Credentials; readonly executor: Executor };

export const createExecution = (needs: Needs) =>
	route("POST", "/functions/:functionId/executions", "execution.write", async (call) => {
		const { store, executor } = needs;
		const { caller, body } = call;
		const isServer = caller.kind === "key";
		const owner = requireEnabled(store, call.params.functionId, caller);
		const isAsync = body["async"] === true;
		const scheduledAt = readScheduledAt(body["scheduledAt"], isAsync, store.now());
		const request = readRequest(needs, owner, call, isAsync);
		const deployment = findActiveDeployment(store, "function", owner);
		if (deployment === null) {
			throw deploymentNotFound(
				"Deployment not found. Create a deployment before trying to execute a function",
			);
		}
		if (!isServer && !listRoles(caller).some((role) => owner.execute.includes(role))) throw unauthorized();
		if (scheduledAt !== null) {
			// A scheduled execution knows its user, and has no JWT of theirs.
			const later = { ...request, trigger: "schedule", jwt: "" } as const;
			return accepted(presentExecution(executor.schedule(owner, later, caller, scheduledAt), isServer));
		}
		if (isAsync) return accepted(presentExecution(executor.start(owner, request, caller), isServer));
		const done = await executor.call(owner, deployment, request, caller);
		if (done === null) throw timedOut();
		const responseBody = done.result.body.toString();
		return created({ ...presentExecution(done.execution, isServer), responseBody });
	});

/** At least a minute from now, at a whole minute, and only asynchronously. */
function readScheduledAt(given: unknown, isAsync: boolean, nowMs: number): string | null {
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

/** The limits of what is sent to a function (Functions/Http/Executions/Create.php). */
const MAX_BODY_CHARACTERS = 10_485_760;
const MAX_PATH_CHARACTERS = 2048;

function readRequest(
	{ store, credentials }: Needs,
	owner: AppwriteFunction,
	{ body, caller, session, headers }: Call<unknown>,
	isAsync: boolean,
): ExecutionRequest {
	const method = String(body["method"] ?? "POST");
	const content = readText(body["body"] ?? "", "body", MAX_BODY_CHARACTERS);
	const path = readText(body["path"] ?? "/", "path", MAX_PATH_CHARACTERS);
	if (!METHODS.includes(method)) {
		throw invalidParam("method", `Value must be one of (${METHODS.join(", ")})`);
	}
	const userId = getUserId(caller);
	// A client with a JWT of its own gets another for its function only when the execution is asynchronous.
	const hasJwt = caller.kind === "user" && (isAsync || (headers["x-appwrite-jwt"] ?? "") === "");
	const claims = { kind: "user" as const, userId, ...(session === null ? {} : { sessionId: session.id }) };
	const expiresAtMs = tokenEndMs(store, owner);
	return {
		...EMPTY_REQUEST,
		trigger: "http",
		method,
		path,
		headers: requireAllowedHeaders(body["headers"]),
		body: Buffer.from(content).toString("base64"),
		userId,
		jwt: hasJwt ? signToken({ ...claims, expiresAtMs }, credentials.tokenSecret) : "",
	};
}

function readText(text: unknown, param: string, maxCharacters: number): string {
	if (typeof text === "string" && text.length <= maxCharacters) return text;
	throw invalidParam(param, `Value must be a valid string and no longer than ${maxCharacters} chars`);
}

const timedOut = () =>
	new ApiError(
		408,
		"function_synchronous_timeout",
		"Synchronous function execution timed out. Use asynchronous execution instead, or ensure the execution duration doesn't exceed 30 seconds.",
	);
