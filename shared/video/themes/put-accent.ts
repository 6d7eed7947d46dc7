import type { Colour } from "../scene/scene.ts";
import { contrastRatio } from "./contrast-ratio.ts";
import type { Resolved } from "./look.ts";
import type { Theme } from "./theme.ts";

type Parts = Pick<Resolved<Theme>, "message" | "page" | "inline" | "voice" | "link">;

/** What an accent of one's own changes: the page's, what fills one's own bubbles, and what could not be read on those. */
export function putAccent({ message, page, inline, voice, link }: Parts, accent: Colour): Parts {
	const { own } = message;
	const ink = own.kind === "bubble" ? findInk(accent, own) : null;
	const all = { message, page: { ...page, accent }, inline, voice, link };
	if (own.kind !== "bubble" || ink === null) return all;
	const readable = (tone: Colour) => (isReadable(tone, accent) ? tone : ink.text);
	return {
		...all,
		message: { ...message, own: { ...own, fill: accent, ...ink } },
		inline: {
			...inline,
			link: readOwn(inline.link, readable),
			mention: readOwn(inline.mention, readable),
		},
		voice: { ...voice, own: readVoice(voice.own, readable) },
		link: link.at === "inside" ? { ...link, own: readCard(link.own, readable) } : link,
	};
}

type Readable = (tone: Colour) => Colour;

function readOwn<Part extends Parts["inline"]["link"]>(part: Part, readable: Readable): Part {
	const { tones } = part;
	return tones === undefined ? part : { ...part, tones: { ...tones, own: readable(tones.own) } };
}

/** On an opaque disc the sign to play has that for its ground. */
function readVoice(tones: Parts["voice"]["own"], readable: Readable): Parts["voice"]["own"] {
	const { play, disc, bars, knob, length } = tones;
	const hasDisc = disc !== undefined && disc.length === "#rrggbb".length;
	return {
		...tones,
		...(hasDisc && { disc: readable(disc) }),
		play: hasDisc ? play : readable(play),
		bars: readable(bars),
		knob: readable(knob),
		length: readable(length),
	};
}

function readCard(tones: Parts["link"]["own"], readable: Readable): Parts["link"]["own"] {
	return { ...tones, title: readable(tones.title), site: readable(tones.site) };
}

type Ink = { readonly text: Colour; readonly secondary: Colour };

/** The look's own letters, unless they could not be read on that ground: then black or white ones. */
function findInk(ground: Colour, { text, secondary }: Ink): Ink {
	if (isReadable(text, ground)) return { text, secondary };
	const readable =
		contrastRatio("#ffffff", ground) > contrastRatio("#000000", ground) ? "#ffffff" : "#000000";
	return { text: readable, secondary: `${readable}b3` };
}

/** White on a phone's green is 2.2, and belongs to it. */
const LEAST_CONTRAST = 2;

const isReadable = (tone: Colour, ground: Colour) => contrastRatio(tone, ground) >= LEAST_CONTRAST;
