/** On an iPhone, where no element can, it fills the window. */
export async function toggleFullscreen(element: HTMLElement | null): Promise<void> {
	if (element === null) return;
	if (document.fullscreenElement !== null) return document.exitFullscreen();
	if (document.fullscreenEnabled) return element.requestFullscreen();
	element.classList.toggle("fills-window");
}
