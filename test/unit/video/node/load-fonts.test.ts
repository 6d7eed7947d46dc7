import { expect, test } from "vitest";
import { ChatreelError } from "../../../../shared/core/errors.ts";
import { loadFonts } from "../../../../shared/video/node/load-fonts.ts";

const open = (thrown: unknown) =>
	loadFonts([{ text: "Hi", pointer: "/messages/0/text" }], () => Promise.reject(thrown));

test("fonts that are not there are a fault of the deployment, and told without a path", async () => {
	const missing = Object.assign(new Error("ENOENT: /usr/local/fonts"), { code: "ENOENT" });
	await expect(open(missing)).rejects.toMatchObject({
		...{ kind: "DEPENDENCY_ERROR", status: 503, cause: missing },
		message: "The fonts could not be loaded.",
	});
});

test("what ends the planning is told as it is", async () => {
	const ended = new ChatreelError("TIMEOUT", "The time was up.");
	await expect(open(ended)).rejects.toBe(ended);
});
