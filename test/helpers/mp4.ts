import { readFileSync } from "node:fs";
import {
	type EncodedPacket,
	EncodedPacketSink,
	FilePathSource,
	Input,
	type InputTrack,
	MP4,
} from "mediabunny";

/** The types of the file's outermost boxes, in order. */
export function topLevelBoxes(file: string): string[] {
	return boxesIn(readFileSync(file)).map((box) => box.type);
}

/** Whether a player can start before it has the whole file: the index lies before the data. */
export function isFaststart(file: string): boolean {
	const types = topLevelBoxes(file);
	return types.indexOf("moov") !== -1 && types.indexOf("moov") < types.indexOf("mdat");
}

/** The container's colour box: primaries, transfer, matrix (1 is BT.709) and the full-range flag; null where none is. */
export function colourBox(file: string): { type: string; codes: number[]; isFullRange: boolean } | null {
	const data = readFileSync(file);
	const at = data.indexOf("colr", 0, "latin1");
	if (at === -1) return null;
	const codes = [8, 10, 12].map((offset) => data.readUInt16BE(at + offset));
	return { type: data.toString("latin1", at + 4, at + 8), codes, isFullRange: (data[at + 14] ?? 0) >= 128 };
}

/**
 * The types of the boxes that describe each track's samples. With a `ctts` among them samples would be shown in another
 * order than they are decoded in.
 */
export function sampleTables(file: string): string[][] {
	const data = readFileSync(file);
	const inside = (parts: readonly Buffer[], type: string) =>
		parts.flatMap((part) =>
			boxesIn(part).flatMap((box) => (box.type === type ? part.subarray(box.at + 8, box.at + box.size) : [])),
		);
	const tables = ["moov", "trak", "mdia", "minf", "stbl"].reduce<readonly Buffer[]>(inside, [data]);
	return tables.map((table) => boxesIn(table).map(({ type }) => type));
}

type PacketTime = { startSeconds: number; durationSeconds: number; isKey: boolean };

export type TrackTimes = {
	kind: "video" | "audio";
	codec: string | null;
	/** Where the track starts and ends on the presentation's clock, edit lists applied. */
	startSeconds: number;
	endSeconds: number;
	/** In the order in which they are shown. */
	packets: PacketTime[];
};

/** Every track with every packet's time. */
export async function trackTimes(file: string): Promise<TrackTimes[]> {
	const input = new Input({ source: new FilePathSource(file), formats: [MP4] });
	try {
		const tracks = (await input.getTracks()).filter((track) => track.isVideoTrack() || track.isAudioTrack());
		return await Promise.all(tracks.map(timesOf));
	} finally {
		input.dispose();
	}
}

async function timesOf(track: InputTrack): Promise<TrackTimes> {
	const packets: PacketTime[] = [];
	for await (const packet of new EncodedPacketSink(track).packets()) packets.push(timeOf(packet));
	packets.sort((a, b) => a.startSeconds - b.startSeconds);
	const kind = track.isVideoTrack() ? "video" : "audio";
	const [startSeconds, endSeconds] = [await track.getFirstTimestamp(), await track.computeDuration()];
	return { kind, codec: await track.getCodec(), startSeconds, endSeconds, packets };
}

function timeOf({ timestamp, duration, type }: EncodedPacket): PacketTime {
	return { startSeconds: timestamp, durationSeconds: duration, isKey: type === "key" };
}

function boxesIn(data: Buffer): { type: string; at: number; size: number }[] {
	const boxes: { type: string; at: number; size: number }[] = [];
	for (let at = 0; at + 8 <= data.length; ) {
		const short = data.readUInt32BE(at);
		const size = short === 1 ? Number(data.readBigUInt64BE(at + 8)) : short === 0 ? data.length - at : short;
		boxes.push({ type: data.toString("latin1", at + 4, at + 8), at, size });
		at += size;
	}
	return boxes;
}
