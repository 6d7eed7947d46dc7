import { describe, test } from "vitest";
import { filmOf } from "../helpers/film.ts";
import { expectGolden } from "../helpers/golden.ts";

const grouped = [
	{ sender: "them", text: "Two in a row:", timestamp: 0.5 },
	{ sender: "them", text: "only the last one has a tail", timestamp: 1.5 },
	{ sender: "you", text: "Mine too", timestamp: 4 },
	{ sender: "you", text: "And a long one, so that a line has to break somewhere", timestamp: 6 },
	{ sender: "them", text: "👍", timestamp: 9 },
];
const phone = { width: 390, height: 844 };
const classic = { name: "imessage-classic" };
const contact = { name: "Ada Byron", status: "online" };

describe.each(["light", "dark"])("imessage-classic, %s", (mode) => {
	const theme = { name: "imessage-classic", mode };

	test("at rest, with groups, tails, a receipt and a lone emoji", async () => {
		const film = await filmOf({ contact, theme, video: phone, messages: grouped });
		await expectGolden(`imessage-${mode}-rest`, film.pictureAt(-1));
	});

	test("while they type", async () => {
		const film = await filmOf({ theme, video: phone, messages: grouped.slice(2) });
		await expectGolden(`imessage-${mode}-typing`, film.pictureAt(8.6 * 30));
	});
});

const message = (index: number) => ({
	sender: index % 3 === 0 ? "you" : "them",
	text: `Message ${index}, one of many`,
});

test("a column that is longer than the screen has scrolled to its end", async () => {
	const messages = Array.from({ length: 20 }, (_, index) => message(index));
	const film = await filmOf({ contact, theme: classic, video: phone, messages });
	await expectGolden("imessage-scrolled", film.pictureAt(-1));
});

test("a bubble on its way in is between nothing and itself", async () => {
	const film = await filmOf({ theme: classic, video: phone, messages: grouped });
	await expectGolden("imessage-entrance", film.pictureAt(Math.ceil(4 * 30) + 1));
});

test.each([
	["portrait", 360, 640],
	["square", 480, 480],
	["landscape", 640, 360],
])("the same chat in %s is the same app, larger or smaller", async (name, width, height) => {
	const film = await filmOf({ contact, theme: classic, video: { width, height }, messages: grouped });
	await expectGolden(`imessage-${name}`, film.pictureAt(-1));
});
