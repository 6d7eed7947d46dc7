import { ChatreelError } from "../core/errors.ts";

/**
 * The path of the ffmpeg that came with the packages. Loaded when asked for, because the installer package throws (a
 * string) on import where its binary is missing: then this rejects with DEPENDENCY_ERROR.
 */
export async function installedFfmpegPath(): Promise<string> {
	const installer = await import("@ffmpeg-installer/ffmpeg").catch(refuse);
	return installer.default.path;
}

function refuse(cause: unknown): never {
	throw new ChatreelError("DEPENDENCY_ERROR", "no ffmpeg is installed for this system", { cause });
}
