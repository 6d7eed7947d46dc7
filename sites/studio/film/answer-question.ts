import type { ConversationInput } from "../../../shared/video/conversation/conversation.ts";
import { checkConversation, checkConversationText } from "../../../shared/video/conversation/parse.ts";
import { checkScript } from "../../../shared/video/conversation/read/check-script.ts";
import { readScript } from "../../../shared/video/conversation/read/read-script.ts";
import { writeScript } from "../../../shared/video/conversation/read/write-script.ts";
import type { PageMachine } from "../machine/open-machine.ts";
import { drawLook } from "./draw-look.ts";
import { fitPace } from "./fit-pace.ts";
import type { Answer, Question } from "./messages.ts";
import type { Projector } from "./projector.ts";

type Ports = { readonly machine: PageMachine | null; readonly projector: Projector | null };

export async function answerQuestion(question: Question, { machine, projector }: Ports): Promise<Answer> {
	switch (question.kind) {
		case "entryAt":
			return { kind: "entryAt", entry: projector?.entryAt(question.xPx, question.yPx) ?? null };
		case "look":
			return { kind: "look", picture: machine === null ? null : await drawLook(question, machine) };
		case "read":
			return readText(question.text, question.format);
		case "fit":
			return { kind: "fit", fit: fitPace(question.conversation, question.seconds) };
		case "write": {
			const checked = checkConversation(question.conversation);
			return { kind: "write", script: checked.ok ? writeScript(checked.conversation) : null };
		}
	}
}

/** Returns it as it was written, without the defaults that checking fills in. */
function readText(text: string, format: "json" | "script"): Answer & { readonly kind: "read" } {
	const checked = format === "json" ? checkConversationText(text) : checkScript(text);
	if (!checked.ok) return { kind: "read", conversation: null, faults: checked.faults };
	const written: unknown =
		format === "json" ? JSON.parse(text.replace(/^\ufeff/, "")) : readScript(text).value;
	return { kind: "read", conversation: written as ConversationInput, faults: [] };
}
