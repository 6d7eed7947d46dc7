import { createRequire } from "node:module";
import type * as Canvas from "@napi-rs/canvas";

// Canvas lists the system's fonts among its own the moment it is loaded, unless this is set. Imports run before the lines
// of a module, so it has to be loaded by a call that comes after; an `await import` would do as well, but a function bundle
// with a top-level await does not start.
// It reads /usr/share/fonts all the same when it is first used, a path that is compiled in, and would draw from there what
// the named fonts have not. So it is never given such a letter: see `piecesOf`.
// biome-ignore lint/style/noProcessEnv: canvas takes this switch from nowhere else
Object.assign(process.env, { DISABLE_SYSTEM_FONTS_LOAD: "1" });
const canvas: typeof Canvas = createRequire(import.meta.url)("@napi-rs/canvas");

export const { clearAllCache, createCanvas, GlobalFonts, ImageData, loadImage, Path2D } = canvas;
