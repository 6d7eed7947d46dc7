import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { isRecord } from "../shared/core/json.ts";
import { readEnv } from "../shared/platform/node/env.ts";
import { readScript } from "../shared/video/conversation/read/read-script.ts";
import { writeScript } from "../shared/video/conversation/read/write-script.ts";
import type { ConversationText } from "../shared/video/conversation/text-form.ts";
import { readInputName } from "./cli/conversation-flags.ts";
import { EXIT, InputError, printUsage, runCommand } from "./cli/exit.ts";
import { parseInput, readConversationText } from "./cli/read-conversation.ts";

const USAGE = `Usage: npm run -s convert -- FILE [options]      (FILE is a conversation in JSON or a script; - reads stdin)

Prints the conversation as JSON. The other way round, --script prints it as a script (docs/script.md).

  --script           print a script
  --output FILE      write it there instead, and print where
  --help             print this help

Exit codes: 0 done, 1 failed, 2 invalid conversation, unknown flag or unreadable file.`;

await runCommand(USAGE, async () => {
	const { values, positionals } = parseArgs({
		options: {
			script: { type: "boolean", default: false },
			output: { type: "string" },
			help: { type: "boolean", default: false },
		},
		allowPositionals: true,
	});
	if (values.help) return printUsage(USAGE);
	const input = readInputName(positionals);
	const output = values.output === undefined ? null : resolve(values.output);
	if (output === resolve(input))
		throw new InputError(`--output: expected another file than ${output}, which would be lost.`);
	const read = await readConversationText(input);
	const conversation = parseInput(read, readEnv().MAX_MESSAGES);
	if (values.script && read.form === "script" && /^#/m.test(read.text))
		process.stderr.write("Warning: the comments of the script are left out.\n");
	const text = values.script ? writeScript(conversation) : formatJson(asWritten(read));
	if (output === null) process.stdout.write(text);
	else {
		writeFileSync(output, text);
		process.stdout.write(`${output}\n`);
	}
	return EXIT.ok;
});

/** What the file says, without what checking fills in. */
function asWritten({ text, form }: ConversationText): unknown {
	return form === "script" ? readScript(text).value : JSON.parse(text);
}

/** Each field on a line of its own, and each message and person. */
function formatJson(value: unknown): string {
	if (!isRecord(value)) return `${formatInline(value)}\n`;
	const fields = Object.entries(value).map(([name, field]) => {
		const items = Array.isArray(field) ? field.map((item) => `\n\t\t${formatInline(item)}`) : null;
		return `\n\t${JSON.stringify(name)}: ${items === null ? formatInline(field) : `[${items.join()}\n\t]`}`;
	});
	return `{${fields.join()}\n}\n`;
}

function formatInline(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(formatInline).join(", ")}]`;
	if (!isRecord(value)) return JSON.stringify(value);
	const fields = Object.entries(value).map(
		([name, field]) => `${JSON.stringify(name)}: ${formatInline(field)}`,
	);
	return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
