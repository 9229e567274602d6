// <read-aloud> around scenes with an <audio> and lines that are links into it: marks the line that is heard, lets a line be
// chosen, and goes on with the next scene. Without it the player of each scene plays, and a link opens its sound at the line.

class ReadAloud extends HTMLElement {
  connectedCallback() {
    // Events of sound do not bubble.
    for (const type of ["play", "timeupdate", "seeked", "ended"]) this.addEventListener(type, this, true);
    this.addEventListener("click", this);
  }

  handleEvent(event) {
    if (event.type === "click") return this.#choose(event);
    const scene = event.target.closest("[data-reading]");
    if (!scene) return;
    if (event.type === "play") this.#hush(event.target);
    if (event.type === "ended") this.#goOn(scene);
    else this.#mark(scene, event.target);
  }

  #choose(event) {
    const line = event.target.closest("a[data-start]");
    if (!line || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const sound = line.closest("[data-reading]").querySelector("audio");
    sound.currentTime = Number(line.dataset.start) + 0.01;
    sound.play();
  }

  #hush(playing) {
    for (const sound of this.querySelectorAll("audio")) if (sound !== playing) sound.pause();
  }

  #mark(scene, sound) {
    const lines = [...scene.querySelectorAll("a[data-start]")];
    const heard = lines.findLast((line) => Number(line.dataset.start) <= sound.currentTime);
    for (const line of this.querySelectorAll("a[aria-current]"))
      if (line !== heard) line.removeAttribute("aria-current");
    if (!heard || heard.hasAttribute("aria-current")) return;
    heard.setAttribute("aria-current", "true");
    if (!sound.paused) heard.scrollIntoView({ block: "nearest" });
  }

  #goOn(scene) {
    const sounds = [...this.querySelectorAll("audio")];
    const next = sounds[sounds.indexOf(scene.querySelector("audio")) + 1];
    scene.querySelector("a[aria-current]")?.removeAttribute("aria-current");
    if (!next) return;
    next.currentTime = 0;
    next.play();
  }
}

customElements.define("read-aloud", ReadAloud);
