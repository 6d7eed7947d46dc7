import { bandSlice, keySlice } from "./band-slice.ts";
import type { CodedPicture, KeyPicture } from "./coded-picture.ts";
import type { CodedStrip } from "./coded-strip.ts";
import { emptySlices } from "./empty-slices.ts";
import { checkKey, checkKeyBands, type Frame } from "./frame-rules.ts";
import { interSlices } from "./inter-slices.ts";
import { levelFor, MACROBLOCK_PX, MOST_DISPOSABLE_IN_A_ROW } from "./level.ts";
import { countPictures } from "./picture-numbers.ts";
import { type EntropyCoding, INIT_QP, PPS_ID, writePps } from "./pps.ts";
import type { RepeatFormat } from "./repeat-format.ts";
import { repeatPictures } from "./repeat-picture.ts";
import { type Slice, sliceNal } from "./slice.ts";
import type { PictureHeader } from "./slice-header.ts";
import { STREAM_SWITCHES, type StreamSwitches } from "./stream-switches.ts";
import { FRAME_NUM_BITS, POC_LSB_BITS, writeSps } from "./write-sps.ts";

export type { CodedPicture } from "./coded-picture.ts";
export { annexB } from "./nal.ts";

type VideoStreamOptions = {
	/** Even. */
	readonly widthPx: number;
	/** Even. */
	readonly heightPx: number;
	/** Whole pictures a second. */
	readonly fps: number;
	/** Any strip of the stream: all others must have been coded with the same settings, except the QP. */
	readonly first: CodedStrip;
	/** Default: STREAM_SWITCHES. */
	readonly switches?: StreamSwitches;
};

type VideoStream = {
	/** NAL units without start codes; they are in none of the access units. */
	readonly sps: Uint8Array;
	readonly pps: readonly Uint8Array[];
	/**
	 * Returns the NAL units of one access unit, without start codes. The first picture must be a key frame. Throws
	 * UnsupportedStreamError for a strip coded otherwise than `first`, RangeError for a picture that cannot be; then the stream
	 * is unchanged.
	 */
	readonly add: (picture: CodedPicture) => readonly Uint8Array[];
};

/** Puts strips together to a High profile stream whose pictures show in the order they come. State is in the object. */
export function createVideoStream({
	widthPx,
	heightPx,
	fps,
	first,
	switches = STREAM_SWITCHES,
}: VideoStreamOptions): VideoStream {
	const frame = describeFrame({ widthPx, heightPx, fps, first });
	const numbers = countPictures();
	const empty = emptySlices(frame.widthMbs);
	const repeatsIn: EntropyCoding = switches.mixedEntropyCoding ? "cavlc" : "cabac";
	const repeat = repeatPictures(repeatFormat(frame, repeatsIn));
	let isStarted = false;

	const add = (picture: CodedPicture) => {
		if (picture.kind === "key") {
			const slices = keySlices(frame, picture);
			isStarted = true;
			return writeNals(numbers.key(), slices);
		}
		if (!isStarted) throw new RangeError(`the first picture is "${picture.kind}", not "key"`);
		if (picture.kind === "repeat") {
			if (numbers.disposableInARow() > 0) throw new RangeError("a repeat of a disposable picture");
			// A disposable repeat would cost as much, and count among those in a row.
			return [repeat(numbers.inter(true))];
		}
		const slices = interSlices(frame, picture, empty);
		if (!picture.isReference && numbers.disposableInARow() === MOST_DISPOSABLE_IN_A_ROW) {
			throw new RangeError(`more than ${MOST_DISPOSABLE_IN_A_ROW} disposable pictures in a row`);
		}
		return writeNals(numbers.inter(picture.isReference), slices);
	};

	return {
		sps: writeSps({ ...frame, fps }),
		pps: [...new Set<EntropyCoding>(["cabac", repeatsIn])].map((coding) => writePps(first.tools, coding)),
		add,
	};
}

function keySlices(frame: Frame, picture: KeyPicture): readonly Slice[] {
	if ("bands" in picture) {
		checkKeyBands(frame, picture.bands);
		return picture.bands.map(bandSlice);
	}
	checkKey(frame, picture.strip);
	return [keySlice(picture.strip)];
}

function repeatFormat({ widthMbs, heightMbs }: Frame, coding: EntropyCoding): RepeatFormat {
	return {
		mbCount: widthMbs * heightMbs,
		ppsId: PPS_ID[coding],
		frameNumBits: FRAME_NUM_BITS,
		pocLsbBits: POC_LSB_BITS,
		isCabac: coding === "cabac",
		initQp: INIT_QP,
		hasDeblockingControl: true,
	};
}

function writeNals(header: PictureHeader, slices: readonly Slice[]): readonly Uint8Array[] {
	return slices.map((slice) => sliceNal(header, slice));
}

function describeFrame({ widthPx, heightPx, fps, first }: VideoStreamOptions): Frame {
	for (const [name, value] of Object.entries({ widthPx, heightPx })) {
		const isEven = Number.isInteger(value) && value > 0 && value % 2 === 0;
		if (!isEven) throw new RangeError(`${name} is an even number above 0, received ${value}`);
	}
	const isRate = Number.isInteger(fps) && fps > 0;
	if (!isRate) throw new RangeError(`fps is a whole number above 0, received ${fps}`);
	const widthMbs = Math.ceil(widthPx / MACROBLOCK_PX);
	const heightMbs = Math.ceil(heightPx / MACROBLOCK_PX);
	const { maxMotionPx } = levelFor({ widthMbs, heightMbs, fps });
	return { widthPx, heightPx, widthMbs, heightMbs, maxMotionPx, tools: first.tools };
}
