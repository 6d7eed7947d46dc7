import { createRequire } from "node:module";
import type * as Canvas from "@napi-rs/canvas";

// Canvas takes up the system's fonts the moment it is loaded, unless this is set. Imports run before the lines of a
// module, so it has to be loaded by a call that comes after; an `await import` would do as well, but a function bundle
// with a top-level await does not start.
// biome-ignore lint/style/noProcessEnv: canvas takes this switch from nowhere else
Object.assign(process.env, { DISABLE_SYSTEM_FONTS_LOAD: "1" });
const canvas: typeof Canvas = createRequire(import.meta.url)("@napi-rs/canvas");

export const { createCanvas, GlobalFonts, ImageData, loadImage, Path2D } = canvas;
