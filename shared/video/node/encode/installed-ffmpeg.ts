import { access, constants } from "node:fs/promises";
import { ChatreelError } from "../../../core/errors.ts";

export type FfmpegProbe = {
	/** As ffmpeg calls itself, e.g. `4.1` or `N-47683-g0e8eb07980-static`. */
	readonly version: string;
	readonly hasLibx264: boolean;
	readonly hasAac: boolean;
};

/**
 * The path of the ffmpeg that came with the packages. Loaded when asked for, because the installer package throws (a
 * string) on import where its binary is missing: then this rejects with DEPENDENCY_ERROR.
 */
export async function installedFfmpegPath(): Promise<string> {
	const installer = await import("@ffmpeg-installer/ffmpeg").catch(refuse);
	return installer.default.path;
}

/** What is known of it without starting it, where it is there and may be run; else as {@link installedFfmpegPath}. */
export async function probeInstalledFfmpeg(): Promise<FfmpegProbe> {
	await access(await installedFfmpegPath(), constants.X_OK).catch(refuse);
	return { version: "installed", hasLibx264: true, hasAac: true };
}

function refuse(cause: unknown): never {
	throw new ChatreelError("DEPENDENCY_ERROR", "no ffmpeg is installed for this system", { cause });
}
