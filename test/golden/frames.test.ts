import { expect, test } from "vitest";
import { runAtOnce } from "../../shared/core/steps.ts";
import { foldChanges, openingState } from "../../shared/video/conversation/change.ts";
import { parseConversation } from "../../shared/video/conversation/parse.ts";
import { layOutChat } from "../../shared/video/layout/lay-out-chat.ts";
import { frameScreen } from "../../shared/video/layout/screen-rect.ts";
import { fontsOnDisk } from "../../shared/video/node/fonts/font-files.ts";
import { graphics } from "../../shared/video/node/graphics.ts";
import { createPainter } from "../../shared/video/paint/painter.ts";
import type { I420Picture } from "../../shared/video/scene/picture.ts";
import { openFonts } from "../../shared/video/text/open-fonts.ts";
import { imessageClassic } from "../../shared/video/themes/imessage-classic.ts";
import { resolveTheme } from "../../shared/video/themes/resolve-theme.ts";
import type { Theme } from "../../shared/video/themes/theme.ts";
import { expectGolden } from "../helpers/golden.ts";

const messages = [
	{ sender: "them", text: "Are you home?" },
	{ sender: "you", text: "Yes, why?" },
	{ sender: "them", text: "Don't open the door, whatever you hear." },
	{ sender: "you", text: "Who is out there?" },
	{ sender: "them", text: "It's me." },
	{ sender: "you", text: "Then who is in the kitchen?" },
	{ sender: "them", text: "Get out" },
];

/** A picture that is darker below, with a sun. */
const PAINTING = `M0 0H80V60H0Z`;

type Options = { readonly mode?: "light" | "dark"; readonly theme?: object; readonly look?: Theme };

/** The last picture of a chat, with a picture for whatever wants one. */
async function picture(video: object, options: Options = {}): Promise<I420Picture> {
	const { mode = "light", theme, look: data = imessageClassic } = options;
	const contact = { name: "Ada Byron" };
	const conversation = parseConversation({ contact, video, theme: { mode, ...theme }, messages });
	const { widthPx, heightPx } = frameScreen(conversation.video).screen;
	const { accent } = conversation.theme;
	const look = resolveTheme(data, { mode, accent, direction: "ltr", widthPx, heightPx });
	const texts = [JSON.stringify(conversation), ...Object.values(look.words), "0123456789:…"];
	const { measure, typesetter, glyphWarnings } = await openFonts(
		texts.map((text) => ({ text, pointer: null })),
		{ graphics, fonts: fontsOnDisk, runSteps: runAtOnce },
	);
	expect(glyphWarnings).toEqual([]);
	const states = foldChanges(
		openingState({ status: null, clock: "9:41", opened: { day: "Today", time: "9:41 AM" } }),
		messages.map((_, entry) => ({ kind: "shown", entry }) as const),
	);
	const canvas = graphics.createCanvas(80, 60);
	const context = canvas.getContext("2d");
	const sky = context.createLinearGradient(0, 0, 0, 60);
	for (const [at, colour] of [
		[0, "#f6b26b"],
		[0.6, "#b4a7d6"],
		[1, "#20306a"],
	] as const)
		sky.addColorStop(at, colour);
	context.fillStyle = sky;
	context.fill(graphics.path(PAINTING));
	context.fillStyle = "#fff2cc";
	context.fill(graphics.path("M50 20a8 8 0 1 0 16 0a8 8 0 1 0 -16 0Z"));
	const names = ["/theme/wallpaper", "/video/background"];
	const pictures = new Map(names.map((name) => [name, { widthPx: 80, heightPx: 60 }]));
	const images = new Map(names.map((name) => [name, { bitmap: canvas, widthPx: 80, heightPx: 60 }]));
	const layout = layOutChat({ conversation, look, states, measure, pictures });
	const scene = layout.rests.at(-1);
	if (scene === undefined) throw new Error("expected a rest");
	return createPainter(layout, { graphics, typesetter, images }).draw(scene);
}

test("a phone in the middle of a wide picture", async () => {
	await expectGolden("frame-phone", await picture({ width: 854, height: 480 }));
});

test("a dark phone before a picture", async () => {
	const video = { width: 480, height: 480, frame: "phone", background: "sunset.png" };
	await expectGolden("frame-phone-dark", await picture(video, { mode: "dark" }));
});

test("a card on a green screen", async () => {
	await expectGolden(
		"frame-card",
		await picture({ width: 480, height: 480, frame: "card", background: "#00ff00" }),
	);
});

test("a chat that leaves room for what Reels covers, with an accent", async () => {
	const video = { width: 270, height: 480, safeArea: "reels" };
	await expectGolden("frame-reels", await picture(video, { theme: { accent: "#8e44ad" } }));
});

test("a wallpaper of two colours", async () => {
	const wallpaper = { top: "#fff4e0", bottom: "#9fc5e8" };
	await expectGolden(
		"wallpaper-gradient",
		await picture({ width: 300, height: 420 }, { theme: { wallpaper } }),
	);
});

test("a wallpaper that is a picture", async () => {
	const theme = { wallpaper: "sunset.png" };
	await expectGolden("wallpaper-picture", await picture({ width: 300, height: 420 }, { theme }));
});

test.each([
	["light", "#f5f1eb", "#eae0d3"],
	["dark", "#0b141a", "#15232c"],
] as const)("a look's own wallpaper, %s", async (mode, ground, tone) => {
	const page = { ...imessageClassic.page, ground, wallpaper: { kind: "doodles", tone } as const };
	const look = { ...imessageClassic, page };
	await expectGolden(`wallpaper-doodles-${mode}`, await picture({ width: 390, height: 640 }, { mode, look }));
});
