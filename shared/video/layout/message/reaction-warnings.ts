import type { Warning } from "../../conversation/warning.ts";
import type { Look } from "../../themes/look.ts";
import type { EntryContent } from "../entry-content.ts";
import { mergeReactions, pickShown } from "./merge-reactions.ts";

/** Warns of messages that end with more different emoji than the look shows at once. */
export function warnOfReactions(
	contents: Iterable<EntryContent>,
	{ reaction }: Pick<Look, "reaction">,
): readonly Warning[] {
	if (reaction.at === "none") return [];
	return [...contents].flatMap((content): Warning | readonly [] => {
		if (content.kind !== "message") return [];
		const { entry, reactions } = content;
		const { emoji } = mergeReactions(reactions, [...reactions.keys()], reaction.perPerson);
		const shown = pickShown(emoji, reaction.most);
		const hidden = emoji.filter((each) => !shown.includes(each)).map((each) => each.emoji);
		if (hidden.length === 0) return [];
		const has = `messages[${entry}] has ${emoji.length} different reactions, and this look shows ${reaction.most}`;
		const message = `${has}: ${hidden.join(" ")} cannot be seen once all have landed.`;
		return { code: "REACTIONS_HIDDEN", message, pointer: `/messages/${entry}/reactions` };
	});
}
