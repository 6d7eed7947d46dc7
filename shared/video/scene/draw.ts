import type { I420Picture } from "./picture.ts";
import type { Rect } from "./rect.ts";
import type { Scene } from "./scene.ts";

/**
 * Draws a scene, or a rectangle of it with even edges, as a picture of its size. Rows and columns beyond the screen repeat its last
 * ones. The picture is valid until the next call.
 */
export type Draw = (scene: Scene, rect?: Rect) => I420Picture;
