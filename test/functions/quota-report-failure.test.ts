import { afterEach, expect, test, vi } from "vitest";
import main from "../../functions/quota-report/src/main.ts";
import { signLink } from "../../shared/service/quota/signed-links.ts";
import { startFaultyProxy } from "../helpers/faulty-proxy.ts";

const SERVICE_KEY = "a service key of this test";

afterEach(() => vi.unstubAllEnvs());

/** An execution of a request by a link, on an Appwrite that does not take the function's key. */
async function refusedExecution(accept: string) {
	const proxy = await startFaultyProxy();
	proxy.setRule(() => ({ status: 401, body: { message: "no such scope", code: 401, type: "scope" } }));
	vi.stubEnv("APPWRITE_FUNCTION_API_ENDPOINT", proxy.endpoint);
	vi.stubEnv("APPWRITE_FUNCTION_PROJECT_ID", "chatreel");
	vi.stubEnv("SERVICE_KEY", SERVICE_KEY);
	const query = { link: await signLink(SERVICE_KEY, { kind: "all" }, Date.now()) };
	const errors: string[] = [];
	const answer = { text: "", status: 200 };
	await main({
		req: { method: "GET", path: "/", bodyText: "", bodyBinary: new Uint8Array(), query, headers: { accept } },
		res: { text: (text, status = 200) => Object.assign(answer, { text, status }) },
		log: () => {},
		error: (text) => errors.push(text),
	});
	await proxy.close();
	return { ...answer, errors };
}

test.each(["text/html", "application/json"])(
	"what fails behind %s is in the log with its cause, under the instance that is shown",
	async (accept) => {
		const { text, status, errors } = await refusedExecution(accept);
		expect([status, errors]).toEqual([503, [expect.stringContaining("no such scope")]]);
		const { instance, code } = JSON.parse(String(errors[0]));
		expect(code).toBe("ERR_006");
		expect(instance).toMatch(/^urn:uuid:/);
		expect(text).toContain(instance);
		expect(text).not.toContain("no such scope");
	},
);
