import { expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { findInitials } from "../../../../shared/video/layout/initials.ts";
import { layOutChat } from "../../../../shared/video/layout/lay-out-chat.ts";
import { measureEvenly } from "../../../helpers/measure.ts";

test.each([
	["Emma", "E"],
	["emma de la Cruz", "EC"],
	["Mom ❤️", "M"],
	["(Ben) 2", "B"],
	["2Pac", "2"],
	["@anna", "A"],
	["மகன்", "ம"],
])("the initials of %s are %s", (name, initials) => {
	expect(findInitials(name)).toBe(initials);
});

const nameless = ["+1 (555) 010-4567", "0800", "👻", "❤️‍🔥 👻", "***", "\u2800."];

test.each(nameless)("%j is no name and has none", (name) => {
	expect(findInitials(name)).toBeNull();
});

test("an avatar without initials shows a person, which is two paths in place of one text", () => {
	const shapesOf = (name: string) => {
		const messages = [{ sender: "them", text: "Hi" }];
		const layout = layOutChat(parseConversation({ contact: { name }, messages }), measureEvenly);
		const shapes = layout.sprites.find(({ id }) => id === "header")?.shapes ?? [];
		return {
			texts: shapes.flatMap((shape) => (shape.kind === "text" ? shape.text : [])),
			count: shapes.length,
		};
	};
	const [named, numbered] = [shapesOf("Emma"), shapesOf("+1 555")];
	expect(named.texts).toEqual(["9:41", "E", "Emma"]);
	expect(numbered.texts).toEqual(["9:41", "+1 555"]);
	expect(numbered.count).toBe(named.count + 1);
});
