import { expect, test } from "vitest";
import { findDirection } from "../../../../shared/video/text/direction.ts";
import { fillWords } from "../../../../shared/video/text/fill-words.ts";

test("values stand in their places, as they are", () => {
	expect(fillWords("{name} and {other}", { name: "$&", other: "{name}" })).toBe("$& and {name}");
});

test("a place without a value stays", () => {
	expect(fillWords("{name} is typing…", {})).toBe("{name} is typing…");
});

test("a value that runs the other way is isolated, so that the line runs as its words do", () => {
	const arabic = fillWords("{name} يكتب…", { name: "Maya" });
	expect([arabic, findDirection(arabic)]).toEqual(["\u2068Maya\u2069 يكتب…", "rtl"]);
	const english = fillWords("{name} is typing…", { name: "نور" });
	expect([english, findDirection(english)]).toEqual(["\u2068نور\u2069 is typing…", "ltr"]);
	expect(fillWords("{name} يكتب…", { name: "نور" })).toBe("نور يكتب…");
});
