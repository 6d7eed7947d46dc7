import { createRequire } from "node:module";
import type * as Canvas from "@napi-rs/canvas";

// Canvas adds the system's fonts to its own on import, unless this variable is set. Imports run before the lines of a module, so
// canvas must be loaded by a call after them; an `await import` would do as well, but a function bundle with a top-level await
// does not start. On its first use canvas reads /usr/share/fonts all the same (the path is compiled in) and would draw letters
// from there that the named fonts lack. So it is never given such a letter: see `cutIntoPieces`.
// biome-ignore lint/style/noProcessEnv: canvas takes this switch from nowhere else
Object.assign(process.env, { DISABLE_SYSTEM_FONTS_LOAD: "1" });
const canvas: typeof Canvas = createRequire(import.meta.url)("@napi-rs/canvas");

export const { clearAllCache, createCanvas, GlobalFonts, ImageData, loadImage, Path2D } = canvas;
