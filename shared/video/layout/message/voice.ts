import type { Shape } from "../../scene/scene.ts";
import type { Frame } from "../../themes/frame.ts";
import { icons } from "../../themes/icons.ts";
import type { Look, Resolved } from "../../themes/look.ts";
import { avatarShapes, signShapes } from "../avatar.ts";
import type { Chat } from "../chat.ts";
import { createPen, type Pen } from "../screen/pen.ts";
import { textStyle } from "../text-style.ts";
import { type BlockInput, hasVoice } from "./block.ts";
import type { FrameHead } from "./framed-text.ts";
import type { MessageText } from "./message-text.ts";
import { formatLength } from "./voice-length.ts";
import { makeWaveform } from "./waveform.ts";

type Note = Look["voice"];

type Options = {
	readonly frame: Resolved<Frame>;
	/** What stands under it: a text, or the time alone. */
	readonly text: MessageText;
	readonly maxWidthPx: number;
};

/** A voice note over the text of its frame, which mostly is the time alone. Null: the message shows none. */
export function voiceHead(
	input: BlockInput,
	{ frame, text, maxWidthPx }: Options,
	chat: Chat,
): FrameHead | null {
	const { voice: note } = chat.look;
	const seconds = input.content.voiceSeconds;
	if (seconds === null || !hasVoice(input)) return null;
	const { avatarPx, fixedPx, underPx } = measureParts(note, seconds, chat);
	const { leastPx, mostPx, fullSeconds } = note.width;
	const wantedPx = leastPx + (mostPx - leastPx) * Math.min(1, seconds / fullSeconds);
	const isTimeUnder = text.lines.length === 0 && text.heightPx > 0;
	const timePx = isTimeUnder ? text.widthPx + (text.meta?.gapPx ?? 0) : 0;
	const narrowestPx = fixedPx + Math.max(fewBarsPx(note), underPx === 0 ? 0 : underPx + timePx);
	const ownLinePx = note.length.at === "under" && !isTimeUnder ? note.length.linePx : 0;
	const toTextPx = text.lines.length > 0 && frame.kind === "bubble" ? frame.padding.topPx : 0;
	const heightPx = Math.round(note.heightPx + ownLinePx);
	return {
		widthPx: Math.floor(Math.max(narrowestPx, Math.min(wantedPx, maxWidthPx))),
		heightPx: heightPx + Math.round(toTextPx),
		endPx: input.content.isOwn ? 0 : avatarPx,
		shapes: (xPx, yPx, widthPx) => {
			const wholePx = heightPx + (isTimeUnder ? text.heightPx : 0);
			return drawNote({ note, input, frame, seconds, xPx, yPx, widthPx, wholePx }, chat);
		},
	};
}

type Place = {
	readonly note: Note;
	readonly input: BlockInput;
	readonly frame: Resolved<Frame>;
	readonly seconds: number;
	readonly xPx: number;
	readonly yPx: number;
	readonly widthPx: number;
	/** Of the row and the line under it. */
	readonly wholePx: number;
};

/** From the start to the end, `xPx` being where both begin in the pen's bar. */
function drawNote(place: Place, chat: Chat): readonly Shape[] {
	const { note, input, seconds, xPx, yPx, widthPx } = place;
	const { look, measure } = chat;
	const { isOwn } = input.content;
	const { play, length } = note;
	const tones = findTones(note, isOwn, look);
	const pen = createPen(look, 2 * xPx + widthPx, measure);
	const centrePx = yPx + note.heightPx / 2;
	const { label, labelPx, avatarPx, playPx } = measureParts(note, seconds, chat);
	const playStartPx = xPx + (isOwn ? avatarPx : 0);
	const barsStartPx = playStartPx + playPx + play.gapPx;
	const barsEndPx = xPx + widthPx - (isOwn ? 0 : avatarPx) - labelPx;
	const type = { sizePx: length.sizePx, weight: length.weight };
	const under = length.at === "under";
	return [
		...drawAvatar(place, avatarPx, pen, chat),
		...drawPlay(note, tones, playStartPx + playPx / 2, centrePx, pen),
		...drawBars(note, tones, { ...place, startPx: barsStartPx, endPx: barsEndPx, centrePx }, pen),
		pen.text({
			text: label,
			style: type,
			colour: tones.length,
			centrePx: under ? yPx + Math.round(note.heightPx) + Math.round(length.linePx) / 2 : centrePx,
			startPx: under ? barsStartPx + length.gapPx : barsEndPx + length.gapPx,
			align: "start",
		}),
	];
}

/** What of a note has a width of its own, with its gap: beside the waveform, and under it. */
function measureParts(note: Note, seconds: number, { look, measure }: Chat) {
	const { avatar, play, length } = note;
	const label = formatLength(seconds);
	const lengthPx = measure(label, textStyle(look, length.sizePx, length.weight)) + length.gapPx;
	const [labelPx, underPx] = length.at === "end" ? [lengthPx, 0] : [0, lengthPx];
	const avatarPx = avatar === undefined ? 0 : avatar.sizePx + avatar.gapPx;
	const playPx = play.discPx ?? (icons.play.widthPt * play.heightPx) / icons.play.heightPt;
	return { label, labelPx, underPx, avatarPx, playPx, fixedPx: avatarPx + playPx + play.gapPx + labelPx };
}

/** Fewer are no waveform. */
const fewBarsPx = ({ bars }: Note) => 5 * (bars.widthPx + bars.gapPx);

type Tones = Note["own"];

/** With the accent of the page. */
function findTones(note: Note, isOwn: boolean, { page }: Look): Tones {
	const { play, disc, ...tones } = note[isOwn ? "own" : "theirs"];
	const colourOf = (tone: string) => (tone === "accent" ? page.accent : tone);
	return { ...tones, play: colourOf(play), ...(disc !== undefined && { disc: colourOf(disc) }) };
}

function drawPlay(
	{ play }: Note,
	tones: Tones,
	middlePx: number,
	centrePx: number,
	pen: Pen,
): readonly Shape[] {
	const pxPerPt = play.heightPx / icons.play.heightPt;
	const widthPx = icons.play.widthPt * pxPerPt;
	const hasDisc = play.discPx !== undefined && tones.disc !== undefined;
	// In a disc a triangle looks centred where its middle is a little behind that of the disc.
	const onwardPx = hasDisc ? widthPx / 12 : 0;
	return [
		...(hasDisc ? [pen.circle(middlePx, centrePx, (play.discPx ?? 0) / 2, tones.disc ?? "")] : []),
		...pen.icon("play", middlePx - widthPx / 2 + onwardPx, centrePx - play.heightPx / 2, tones.play, pxPerPt),
	];
}

type BarsPlace = Pick<Place, "input" | "seconds"> & {
	readonly startPx: number;
	readonly endPx: number;
	readonly centrePx: number;
};

function drawBars(
	{ bars, knobPx = 0 }: Note,
	tones: Tones,
	{ input, seconds, startPx, endPx, centrePx }: BarsPlace,
	pen: Pen,
): readonly Shape[] {
	const roomPx = endPx - startPx;
	const count = Math.max(0, Math.floor((roomPx + bars.gapPx) / (bars.widthPx + bars.gapPx)));
	const levels = makeWaveform(`${input.content.entry} ${seconds}`, seconds, count);
	const drawn = levels.map((level, index) => {
		const heightPx = bars.leastPx + level * (bars.mostPx - bars.leastPx);
		const barPx = startPx + index * (bars.widthPx + bars.gapPx);
		const [topPx, radiusPx] = [centrePx - heightPx / 2, bars.widthPx / 2];
		return pen.rectangle(barPx, topPx, bars.widthPx, heightPx, radiusPx, tones.bars);
	});
	return knobPx === 0 ? drawn : [...drawn, pen.circle(startPx, centrePx, knobPx / 2, tones.knob)];
}

/** Who speaks, with a microphone at the foot that is turned to the waveform. */
function drawAvatar(
	{ note, input, frame, xPx, yPx, widthPx, wholePx }: Place,
	avatarPx: number,
	pen: Pen,
	chat: Chat,
): readonly Shape[] {
	const { avatar } = note;
	if (avatar === undefined) return [];
	const { look, measure, pictures } = chat;
	const { isOwn, person } = input.content;
	const { sizePx, microphonePx } = avatar;
	const middlePx = isOwn ? xPx + sizePx / 2 : xPx + widthPx - sizePx / 2;
	const isRtl = look.direction === "rtl";
	const at = {
		...{ look, measure, pictures, sizePx, yPx: yPx + wholePx / 2 },
		xPx: isRtl ? 2 * xPx + widthPx - middlePx : middlePx,
	};
	const signPx = isOwn ? xPx + avatarPx - avatar.gapPx : xPx + widthPx - avatarPx + avatar.gapPx;
	const pxPerPt = microphonePx / icons.microphone.heightPt;
	const iconPx = icons.microphone.widthPt * pxPerPt;
	const iconStartPx = signPx - iconPx / 2;
	const iconTopPx = at.yPx + sizePx / 2 - microphonePx;
	const ground = frame.kind === "bubble" && typeof frame.fill === "string" ? frame.fill : look.page.ground;
	return [
		...(person === null ? signShapes(look.avatars.sign, at) : avatarShapes(person, at)),
		pen.circle(signPx, iconTopPx + microphonePx / 2, 0.58 * microphonePx, ground),
		...pen.icon("microphone", iconStartPx, iconTopPx, note[isOwn ? "own" : "theirs"].knob, pxPerPt),
	];
}
