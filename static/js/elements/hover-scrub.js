// <hover-scrub src="clip.mp4"> around a thumb: moving over it moves through the clip. The clip is fetched on the first hover.

class HoverScrub extends HTMLElement {
  #video;
  #line;

  connectedCallback() {
    for (const type of ["pointerenter", "pointermove", "pointerleave"]) this.addEventListener(type, this);
  }

  disconnectedCallback() {
    this.#leave();
  }

  handleEvent(event) {
    if (event.pointerType !== "mouse") return;
    if (event.type === "pointerenter") this.#enter();
    else if (event.type === "pointermove") this.#move(event);
    else this.#leave();
  }

  #enter() {
    const thumb = this.querySelector(".thumb");
    if (!thumb || this.#video) return;
    this.#video = Object.assign(document.createElement("video"), {
      muted: true,
      playsInline: true,
      preload: "auto",
      src: this.getAttribute("src"),
      tabIndex: -1,
    });
    this.#video.setAttribute("aria-hidden", "true");
    this.#line = Object.assign(document.createElement("span"), { className: "scrub-line" });
    const picture = thumb.querySelector("img");
    if (picture) picture.after(this.#video);
    else thumb.prepend(this.#video);
    thumb.append(this.#line);
  }

  #move(event) {
    if (!this.#video) return;
    const box = this.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    this.#line.style.insetInlineStart = `${part * 100}%`;
    // One seek at a time: a queue of them would lag behind the hand.
    if (this.#video.duration && !this.#video.seeking)
      this.#video.currentTime = part * this.#video.duration * 0.999;
  }

  #leave() {
    this.#video?.remove();
    this.#line?.remove();
    this.#video = this.#line = undefined;
  }
}

customElements.define("hover-scrub", HoverScrub);
