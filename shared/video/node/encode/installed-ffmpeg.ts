import { access, constants } from "node:fs/promises";
import { ChatreelError } from "../../../core/errors.ts";

export type FfmpegProbe = {
	/** As ffmpeg prints it, e.g. `4.1` or `N-47683-g0e8eb07980-static`. */
	readonly version: string;
	readonly hasLibx264: boolean;
	readonly hasAac: boolean;
};

/**
 * The path of the ffmpeg that @ffmpeg-installer/ffmpeg installed. Imported on demand, because the package throws (a string) on
 * import if its binary is missing; then this rejects with DEPENDENCY_ERROR.
 */
export async function installedFfmpegPath(): Promise<string> {
	const installer = await import("@ffmpeg-installer/ffmpeg").catch(refuse);
	return installer.default.path;
}

/**
 * The version and path of the installed ffmpeg, without starting it. Rejects as {@link installedFfmpegPath}, also if the file may
 * not be executed.
 */
export async function probeInstalledFfmpeg(): Promise<FfmpegProbe> {
	await access(await installedFfmpegPath(), constants.X_OK).catch(refuse);
	return { version: "installed", hasLibx264: true, hasAac: true };
}

function refuse(cause: unknown): never {
	throw new ChatreelError("DEPENDENCY_ERROR", "no ffmpeg is installed for this system", { cause });
}
