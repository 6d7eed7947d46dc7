import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "../helpers/command.ts";
import { SERVICE_KEY, startRenderServer } from "../helpers/render-server.ts";
import { until } from "../helpers/until.ts";

/** The README's own lines, as they stand there but for the address. */
function readmeCall(address: string): string {
	const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
	const code = /```sh\n# batch\n([\s\S]*?)```/.exec(readme)?.[1];
	if (code === undefined) throw new Error("The README has no snippet that begins with # batch");
	return code.replaceAll("http://127.0.0.1:9501", address);
}

test("the README's call makes a batch, and asks where it stands", async () => {
	const server = await startRenderServer();
	try {
		const script = readmeCall(server.domains["render"] ?? "");
		const { code, stdout } = await runCommand("bash", ["-ec", script], { env: { SERVICE_KEY } });
		const [accepted, state] = stdout.split(/(?<=})(?={)/).map((answer) => JSON.parse(answer));
		expect([code, accepted, state]).toMatchObject([
			0,
			{ batchId: "monday", total: 2, refused: 0 },
			{ total: 2 },
		]);
		await until(async () => (await server.rowsOf("batches"))[0]?.["state"] === "closed", 250);
		const renders = await server.rowsOf("renders");
		expect(renders.map(({ status }) => status)).toEqual(["completed", "completed"]);
	} finally {
		await server.end();
	}
});
