import { AppwriteException } from "node-appwrite";
import { describe, expect, test } from "vitest";
import { explainRefusal } from "../../../scripts/provision/explain-refusal.ts";
import { ChatreelError } from "../../../shared/core/errors.ts";

const address = { endpoint: "https://appwrite.example/v1", projectId: "reels" };
const explain = (thrown: unknown) => (explainRefusal(thrown, address) as Error).message;
const refused = (message: string, code: number, type: string) => new AppwriteException(message, code, type);

/** Words as the sources of 1.9.6 have them: shared/api.php and config/errors.php. */
describe("an error of the server", () => {
	test.each([
		[
			'app.reels@service.localhost (role: applications) missing scopes (["tables.write","collections.write"])',
			...([401, "general_unauthorized_scope"] as const),
			"APPWRITE_API_KEY lacks the scope tables.write or collections.write: make a key that has it, and run this again.",
		],
		[
			'User (role: guests) missing scopes (["databases.read"])',
			...([401, "general_unauthorized_scope"] as const),
			"APPWRITE_API_KEY is no key of project reels: the server treats it as a guest, without databases.read.",
		],
		[
			"The current user is not authorized to perform the requested action.",
			...([401, "user_unauthorized"] as const),
			"Project reels does not accept APPWRITE_API_KEY: The current user is not authorized to perform the requested action.",
		],
		[
			"Project with the requested ID could not be found.",
			...([404, "project_not_found"] as const),
			"There is no project reels at https://appwrite.example/v1.",
		],
		[
			'Runtime "node-22" is not supported',
			...([400, "function_runtime_unsupported"] as const),
			"The server does not offer the functions' runtime: add it to _APP_FUNCTIONS_RUNTIMES in the server's .env, restart the server, and run this again.",
		],
		[
			"Rate limit for the current endpoint has been exceeded.",
			...([429, "general_rate_limit_exceeded"] as const),
			"Appwrite answered: Rate limit for the current endpoint has been exceeded.",
		],
	])("%s", (message, code, type, words) => {
		expect(explain(refused(message, code, type))).toBe(`${words} (${code} ${type})`);
	});

	test("a failed connection is shown with its code, if it has one", () => {
		const cause = Object.assign(new Error("no"), { code: "ENOTFOUND" });
		const nothing = "Nothing answers at https://appwrite.example/v1";
		expect(explain(new TypeError("fetch failed", { cause }))).toBe(`${nothing} (ENOTFOUND).`);
		expect(explain(new TypeError("fetch failed", { cause: new Error("bad port") }))).toBe(`${nothing}.`);
	});

	test("another error stays as it is", () => {
		const own = [new TypeError("x is not a function"), new ChatreelError("CANCELLED", "Stopped.")];
		for (const error of own) expect(explainRefusal(error, address)).toBe(error);
	});
});
