import type { ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Batch } from "./batch.ts";

/** Several files that are dropped anywhere, while this is open, are a batch; one is for the page, which opens it. */
export function useDroppedBatch(batch: Batch, isOpen: ReadonlySignal<boolean>): void {
	useEffect(() => {
		const drop = (event: DragEvent) => {
			const files = [...(event.dataTransfer?.files ?? [])];
			if (!isOpen.value || files.length < 2) return;
			event.preventDefault();
			event.stopImmediatePropagation();
			void batch.add(files);
		};
		addEventListener("drop", drop, { capture: true });
		return () => removeEventListener("drop", drop, { capture: true });
	}, [batch, isOpen]);
}
