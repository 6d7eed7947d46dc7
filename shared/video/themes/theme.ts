import type { AppSounds } from "../sound/app-sounds.ts";
import type { Footer, Header } from "./bars.ts";
import type { ChatLines } from "./chat-lines.ts";
import type { Deleted, Edited } from "./edits.ts";
import type { Frame } from "./frame.ts";
import type { IconName } from "./icons.ts";
import type { Inline } from "./inline.ts";
import type { Keyboard } from "./keyboard.ts";
import type { LinkCard } from "./link-card.ts";
import type { Media } from "./media.ts";
import type { Motion } from "./motion.ts";
import type { OpeningLine } from "./opening.ts";
import type { Meta, Receipt } from "./parts.ts";
import type { Avatar, Name } from "./people.ts";
import type { Reaction } from "./reaction.ts";
import type { Reply } from "./reply.ts";
import type { Tone, Weight } from "./tone.ts";
import type { Typing } from "./typing.ts";
import type { Voice } from "./voice.ts";

/**
 * One app's look as data: lengths in points (names that end in `Pt`), colours, and names out of closed lists. `resolveTheme` turns it
 * into a `Look`. Of a part that the app does not show, `at` is `none`.
 */
export type Theme = {
	/** The screen's width in points, the unit of the phone. One factor makes px of widths, heights and type: nothing is stretched. */
	readonly basisPt: number;
	/** A frame shows at least this many points of height: below, header and composer would leave no room. */
	readonly leastHeightPt: number;
	/** A frame with at least this many points of height is a whole phone, with status bar and home indicator. */
	readonly phoneHeightPt: number;
	readonly page: {
		readonly ground: Tone;
		readonly text: Tone;
		/** Captions, placeholders, status. */
		readonly secondary: Tone;
		/** Lines between areas. */
		readonly separator: Tone;
		readonly bar: Tone;
		readonly accent: Tone;
		/** Behind the messages, over the ground. `doodles`: small drawings of this tone. */
		readonly wallpaper: { readonly kind: "none" } | { readonly kind: "doodles"; readonly tone: Tone };
	};
	/** Our letters beside the app's own: a share of its type sizes, and what is added behind each letter, in em. */
	readonly font: { readonly sizeShare: number; readonly trackingEm: number };
	/** Straight quotes become curly ones, as the app's keyboard types them, unless the conversation says otherwise. */
	readonly smartQuotes: boolean;
	/** Messages. Scripts with marks above and below have higher lines, and Nastaliq the highest. */
	readonly text: {
		readonly sizePt: number;
		readonly linePt: number;
		readonly tallLinePt: number;
		readonly nastaliqLinePt: number;
	};
	readonly inline: Inline;
	/** Emoji sent alone stand without a frame: the size of one, of each of two, and so on. More of them are text. */
	readonly loneEmoji: readonly { readonly sizePt: number; readonly linePt: number }[];
	readonly message: { readonly own: Frame; readonly theirs: Frame };
	/** Pictures of people, in the header and beside messages: round. Without a picture: initials, or a sign. */
	readonly avatars: {
		readonly top: Tone;
		readonly bottom: Tone;
		/** Of people without a colour of their own, by their place among the others. Default: `top` to `bottom` for all. */
		readonly tones?: readonly Tone[];
		/** Of initials and signs. */
		readonly ink: Tone;
		/** Shares of the diameter. Default: everybody has the sign. */
		readonly initials?: {
			readonly share: number;
			readonly widestShare: number;
			readonly weight: Weight;
		};
		/** For a name without letters, over the whole circle. */
		readonly sign: IconName;
	};
	/** Gaps over the first message, between two of one sender, between two senders, and under the last. */
	readonly runs: {
		readonly topPt: number;
		readonly gapPt: number;
		readonly betweenPt: number;
		readonly bottomPt: number;
	};
	readonly link: LinkCard;
	/** The column is centred and no wider than this. */
	readonly columnWidthPt: number;
	readonly name: Name;
	readonly avatar: Avatar;
	readonly reply: Reply;
	readonly media: Media;
	readonly voice: Voice;
	readonly meta: Meta;
	readonly edited: Edited;
	readonly receipt: Receipt;
	readonly reaction: Reaction;
	readonly typing: Typing;
	readonly deleted: Deleted;
	/** Lines over the first message. */
	readonly opening: readonly OpeningLine[];
	readonly lines: ChatLines;
	readonly header: Header;
	readonly footer: Footer;
	readonly keyboard: Keyboard;
	readonly motion: Motion;
	readonly sounds: AppSounds;
};
