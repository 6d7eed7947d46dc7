import { useLayoutEffect, useRef } from "preact/hooks";

/** A small picture. Before there is one, its place. */
export function Thumb({ picture }: { readonly picture: ImageBitmap | null }) {
	const canvas = useRef<HTMLCanvasElement>(null);
	useLayoutEffect(() => {
		if (canvas.current === null || picture === null) return;
		canvas.current.width = picture.width;
		canvas.current.height = picture.height;
		canvas.current.getContext("2d")?.drawImage(picture, 0, 0);
	}, [picture]);
	return (
		<span class="thumb" data-drawn={picture !== null} aria-hidden="true">
			<canvas ref={canvas} width={270} height={480} />
		</span>
	);
}
