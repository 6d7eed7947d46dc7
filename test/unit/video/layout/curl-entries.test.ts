import { expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { fontsOnDisk } from "../../../../shared/video/node/fonts/font-files.ts";
import { graphics } from "../../../../shared/video/node/graphics.ts";
import { planFilm } from "../../../../shared/video/plan-film.ts";
import { layOut } from "../../../helpers/lay-out.ts";
import { toyTheme } from "../../../helpers/toy-theme.ts";

const messages = [{ sender: "you", text: "I'm here" }];

test("a look with smart quotes shows them in messages, also in edited ones", () => {
	const edited = [{ ...messages[0], edited: { text: 'I\'m "there"', after: 1 } }];
	const shown = { kind: "shown", entry: 0 } as const;
	const changes = [shown, { kind: "edited", entry: 0 } as const];
	const textOf = (each: object[], to: number) =>
		layOut({ messages: each }, changes.slice(0, to), { theme: toyTheme }).messages[0]?.lines[0]?.text;
	expect(textOf(messages, 1)).toBe("I’m here");
	expect(textOf(edited, 2)).toBe("I’m “there”");
	expect(layOut({ messages }).messages[0]?.lines[0]?.text).toBe("I'm here");
});

test("a conversation may ask for them; its times stay, and the fonts have them", async () => {
	const planOf = (smartQuotes: boolean) =>
		planFilm(parseConversation({ theme: { smartQuotes }, messages }), { graphics, fonts: fontsOnDisk });
	const [straight, curly] = [await planOf(false), await planOf(true)];
	expect(straight.layout.messages[0]?.lines[0]?.text).toBe("I'm here");
	expect(curly.layout.messages[0]?.lines[0]?.text).toBe("I’m here");
	expect(curly.endsMs).toEqual(straight.endsMs);
	expect(curly.warnings).toEqual([]);
});
