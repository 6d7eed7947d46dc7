import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makePrivateFile } from "../data-folder.ts";

/** An e-mail as it was asked for. Nothing is sent. */
export type Email = {
	readonly $id: string;
	readonly $createdAt: string;
	readonly $updatedAt: string;
	readonly providerType: "email";
	readonly topics: readonly string[];
	readonly users: readonly string[];
	readonly targets: readonly string[];
	readonly data: { readonly subject: string; readonly content: string; readonly html: boolean };
	readonly status: "draft" | "sent";
};

export type Outbox = ReturnType<typeof createOutbox>;

/** The e-mails, one line of JSON each, in `<dataDir>/outbox.jsonl`. */
export function createOutbox(dataDir: string) {
	const path = join(dataDir, "outbox.jsonl");
	makePrivateFile(path);
	return {
		add: (email: Email): void => appendFileSync(path, `${JSON.stringify(email)}\n`, { flush: true }),

		list: (): readonly Email[] =>
			readFileSync(path, "utf8")
				.split("\n")
				.filter((line) => line !== "")
				.map((line) => JSON.parse(line)),
	};
}
