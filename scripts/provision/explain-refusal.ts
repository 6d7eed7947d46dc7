import { AppwriteException } from "node-appwrite";
import { ChatreelError } from "../../shared/core/errors.ts";
import { isTooOld } from "../../shared/health/checks/appwrite.ts";
import { readServerVersion } from "../../shared/platform/appwrite/server.ts";

type Address = { readonly endpoint: string; readonly projectId: string };

/** Throws when nothing answers or the server is too old. Accepts a server that tells no version. */
export async function requireServer(endpoint: string): Promise<void> {
	const version = await readServerVersion(endpoint).catch((thrown: unknown) => {
		throw noAnswer(endpoint, thrown);
	});
	if (version === null || !isTooOld(version)) return;
	throw refusal(`${endpoint} is Appwrite ${version}, which is too old: chatreel needs 1.8 or later.`);
}

/** Explains an error of the server to the person at this machine. Returns other errors unchanged. */
export function explainRefusal(thrown: unknown, { endpoint, projectId }: Address): unknown {
	// The error of fetch for a failed connection.
	if (thrown instanceof TypeError && thrown.cause !== undefined) return noAnswer(endpoint, thrown);
	if (!(thrown instanceof AppwriteException)) return thrown;
	const { code, type, message } = thrown;
	const source = `(${code} ${type})`;
	switch (type) {
		case "general_unauthorized_scope":
			return refusal(`${explainScope(message, projectId)} ${source}`);
		case "user_unauthorized":
		case "project_key_expired":
			return refusal(`Project ${projectId} does not accept APPWRITE_API_KEY: ${message} ${source}`);
		case "function_runtime_unsupported": {
			const advice =
				"add it to _APP_FUNCTIONS_RUNTIMES in the server's .env, restart the server, and run this again";
			return refusal(`The server does not offer the functions' runtime: ${advice}. ${source}`);
		}
		case "project_not_found":
			return refusal(`There is no project ${projectId} at ${endpoint}. ${source}`);
		default:
			return refusal(`Appwrite answered: ${message} ${source}`);
	}
}

/** Reads `… (role: applications) missing scopes (["tables.write"])`; without a key of the project the role is guests. */
function explainScope(message: string, projectId: string): string {
	const scopes = [...message.matchAll(/"([\w.]+)"/g)].map(([, scope]) => scope).join(" or ");
	if (message.includes("(role: guests)"))
		return `APPWRITE_API_KEY is no key of project ${projectId}: the server treats it as a guest, without ${scopes}.`;
	return `APPWRITE_API_KEY lacks the scope ${scopes}: make a key that has it, and run this again.`;
}

function noAnswer(endpoint: string, thrown: unknown): ChatreelError {
	const code = systemCode(thrown);
	return refusal(`Nothing answers at ${endpoint}${code === undefined ? "" : ` (${code})`}.`);
}

/** The code of the innermost error. Our own error without a cause is a time limit and has none. */
function systemCode(error: unknown): unknown {
	if (!(error instanceof Error)) return undefined;
	if (error.cause instanceof Error) return systemCode(error.cause);
	return "code" in error && !(error instanceof ChatreelError) ? error.code : undefined;
}

/** Without its cause, which a command would print again: the message has it. */
function refusal(message: string): ChatreelError {
	return new ChatreelError("DEPENDENCY_ERROR", message);
}
