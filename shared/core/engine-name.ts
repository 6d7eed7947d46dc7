/** The engines there are: the fast one codes only what moves, the plain one every frame. */
export type EngineName = "fast" | "plain";
