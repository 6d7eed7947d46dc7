import { listEntries } from "../../shared/video/conversation/chat-entries.ts";
import type { Change } from "../../shared/video/conversation/chat-state.ts";
import { parseConversation } from "../../shared/video/conversation/parse.ts";
import { type PlannedSteps, planSteps, type Showing } from "../../shared/video/timeline/plan-steps.ts";

/** Plans the steps of a conversation as it is written. */
export function planConversation(conversation: object, showing?: Showing): PlannedSteps {
	const parsed = parseConversation(conversation);
	return planSteps(listEntries(parsed), parsed, showing);
}

/** "1200 shown 1" for each step, or for those of some kinds. Receipts are left out unless they are asked for. */
export function tellSteps({ steps }: PlannedSteps, kinds?: readonly Change["kind"][]): readonly string[] {
	return steps.flatMap(({ atMs, change }) => {
		const isTold = kinds === undefined ? change.kind !== "receipt" : kinds.includes(change.kind);
		return isTold ? [`${atMs} ${tellChange(change)}`] : [];
	});
}

/** "shown 1", "reaction 0 on 3", "status online". */
export function tellChange(change: Change): string {
	switch (change.kind) {
		case "reaction":
			return `reaction ${change.reaction} on ${change.entry}`;
		case "receipt":
			return `${change.receipt} ${change.entry}`;
		case "draft":
			return `draft ${change.draft === null ? "none" : `"${change.draft}"`}`;
		case "keyboard":
			return change.keyboard === null
				? "keyboard down"
				: `keyboard ${change.keyboard.page} ${change.keyboard.lit ?? "dark"}`;
		case "status":
			return `status ${change.status ?? "none"}`;
		case "clock":
			return `clock ${change.clock}`;
		default:
			return `${change.kind} ${change.entry}`;
	}
}
